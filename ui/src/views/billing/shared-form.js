import { html, nothing } from "lit";
import { fieldset } from "../../components/ask-form.js";
import { picks } from "../../components/picks.js";

/** @typedef {import("../../ipc/types/shared").SharedForm} SharedForm */

const METHODS = [
  { value: "area", label: "按面积（法定办法）" }, { value: "home", label: "按户" }, { value: "usage", label: "按各户用量" },
  { value: "coefficient", label: "按系数（楼层、空置）" }, { value: "fixed", label: "按户定额" },
];
const METERS = [{ value: "", label: "不取，另附用量表" }, { value: "water", label: "各户水表" }, { value: "power", label: "各户电表" }, { value: "gas", label: "各户燃气表" }, { value: "heat", label: "各户热量表" }];

/** A bill that was not typed yet. @param {string} months @returns {SharedForm} */
export const blank = (months) => ({
  item: "", label: "", months, volume: "", measure: "kWh", unit_price: "", amount: "", difference: "", method: "area", buildings: [],
  unit: "", use_kind: "", weights: null, meters: "", floors: "", vacant: "", due: "", source: "",
});

/** @param {string[]} uses @param {[string, string][]} items @returns {import("../../components/ask-form.js").Field[]} */
const fields = (uses, items) => [
  { name: "item", label: "收费项目", kind: "choice", options: items.map(([value, label]) => ({ value, label })) },
  { name: "label", label: "名称（如 3栋1单元电梯电费）", required: true },
  { name: "months", label: "期间", kind: "month", required: true },
  { name: "volume", label: "用量", kind: "number", required: true },
  { name: "measure", label: "单位", required: true },
  { name: "unit_price", label: "单价（元）", kind: "number", required: true },
  { name: "amount", label: "账单金额（不填即用量 × 单价）", kind: "money" },
  { name: "difference", label: "金额不等的原因（线损、基本费）", when: (v) => !!v.amount },
  { name: "method", label: "分摊办法", kind: "choice", options: METHODS },
  { name: "use_kind", label: "用途", kind: "choice", options: [{ value: "", label: "全部" }, ...uses.map((u) => ({ value: u, label: u }))] },
  { name: "unit", label: "单元（不填即全部）" },
  { name: "meters", label: "用量取自", kind: "choice", options: METERS, when: (v) => v.method === "usage" },
  { name: "floors", label: "楼层系数（如 1=0,2=0.5,*=1）", when: (v) => v.method === "coefficient" },
  { name: "vacant", label: "空置系数（如 0.7）", kind: "number", when: (v) => v.method === "area" || v.method === "home" || v.method === "coefficient" },
  { name: "due", label: "应缴日（不填即次月月末）", kind: "date" },
  { name: "source", label: "供应单位账单编号" },
];

/**
 * The fields of a supplier's bill; only those the method asks for.
 * @param {SharedForm} form @param {{ items: [string, string][], buildings: string[], uses: string[] }} choices @param {string} listName
 * @param {(change: Partial<SharedForm>) => void} set @param {() => void} pick
 */
export function sharedFields(form, choices, listName, set, pick) {
  const values = /** @type {Record<string, string>} */ (/** @type {unknown} */ (form));
  const listed = form.method === "usage" || form.method === "coefficient" || form.method === "fixed";
  return html`
    <div class="fields three">${fieldset(fields(choices.uses, choices.items), values, (name, value) => set({ [name]: value }))}</div>
    ${picks("楼栋", choices.buildings.map((value) => ({ value, name: `${value}栋` })), new Set(form.buildings), (next) => set({ buildings: [...next] }))}
    ${listed
      ? html`<div class="row"><button type="button" class="button" @click=${pick}>${form.weights === null ? "附“房号，数”表……" : `已附：${listName}`}</button>
          ${form.weights === null ? nothing : html`<button type="button" class="link" @click=${() => set({ weights: null })}>不用这张表</button>`}
          <span class="muted">表格两列：房号、${form.method === "fixed" ? "定额（元）" : form.method === "usage" ? "用量" : "系数"}</span></div>`
      : nothing}`;
}
