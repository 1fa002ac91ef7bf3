import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { ZfElement } from "../../components/element.js";
import { exportButton } from "../../components/export-list.js";
import "../../components/live.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as register from "../../ipc/register.js";
import { money } from "../../lib/format.js";

/** @typedef {import("../../ipc/types/register/spaces").SpaceLine} SpaceLine */

const KINDS = [{ value: "owned", label: "产权车位" }, { value: "leased", label: "租赁车位" }, { value: "common", label: "公共车位" }];

/** @param {import("../../ipc/types/register/spaces").GiveBackQuote} q */
const givenBack = (q) => html`
  ${q.parts.length ? html`<ul>${q.parts.map(([month, fen]) => html`<li><span>${month}</span><b>${money(fen)}</b></li>`)}</ul>` : nothing}
  <p>应退 <b>${money(q.back)}</b> 元（其中已缴、转为 ${q.room} 预存 ${money(q.freed)} 元），已用部分 ${money(q.kept)} 元保留。</p>`;

/** 车位: spaces, who uses them under which contract. */
class Spaces extends ZfElement {
  static properties = { spaces: { state: true }, error: { state: true }, typed: { state: true } };

  constructor() {
    super();
    /** @type {SpaceLine[] | undefined} */ this.spaces = undefined;
    /** @type {unknown} */ this.error = undefined;
    this.typed = "";
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    try {
      this.spaces = await register.spaces();
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {string | undefined} said */
  told(said) {
    if (said === undefined) return;
    toast(said);
    this.load();
  }

  async add() {
    this.told(await askForm({
      title: "登记车位",
      fields: [
        { name: "code", label: "车位编号", required: true, hint: "例如：B1-023" },
        { name: "kind", label: "种类", kind: "choice", options: KINDS },
        { name: "room", label: "产权人的房号", required: true, when: (v) => v.kind === "owned" },
        { name: "area", label: "面积（m²）", kind: "number", hint: "不知道可以留空" },
      ],
      yes: "登记",
      submit: async (v, key) => {
        await register.addSpace({ code: v.code, kind: v.kind, room: v.room ?? "", area: v.area }, key);
        return `已登记车位 ${v.code}。`;
      },
    }));
  }

  /** @param {SpaceLine} space */
  async sign(space) {
    const items = await register.parkingItems();
    if (!items.length) {
      toast("还没有可用于车位合同的收费项目。请先在“收费—项目”里加一个，例如“车位租金”，不要给它定收费标准。");
      return;
    }
    this.told(await askForm({
      title: `车位合同 ${space.code}`,
      fields: [
        { name: "room", label: "使用人的房号", required: true, value: space.owner },
        { name: "payer", label: "付款人", hint: "不填为业主" },
        { name: "plate", label: "车牌", hint: "例如：浙A12345；没有可以留空" },
        { name: "item", label: "收费项目", kind: "choice", options: items.map((i) => ({ value: i, label: i })) },
        { name: "monthly", label: "月费（元）", kind: "money", required: true },
        { name: "from", label: "起用日", kind: "date", required: true },
        { name: "part", label: "首末月不足整月", kind: "choice", options: [{ value: "by-day", label: "按实际天数" }, { value: "by-month", label: "按整月" }] },
        { name: "clause", label: "依据", required: true, hint: "合同编号或公示的收费标准" },
      ],
      yes: "签合同",
      submit: async (v, key) => {
        const { room, payer, plate, item, monthly, from, part, clause } = v;
        await register.signParking({ space: space.code, room, payer, plate, item, monthly, from, part, clause }, key);
        return `${space.code} 的合同已登记，出账时一并计费。`;
      },
    }));
  }

  /** @param {SpaceLine} space */
  async giveBack(space) {
    const ask = (/** @type {{ last: string }} */ q) => register.quoteGiveBack(space.code, q.last);
    this.told(await askForm({
      title: `退租 ${space.code}`,
      text: "提交车位退租单；批准前合同和账单不变，今天不退现金。",
      fields: [
        { name: "last", label: "最后使用日", kind: "date", required: true },
        { name: "reason", label: "原因", required: true, hint: "例如：业主卖车" },
      ],
      beside: (v) => html`<zf-live class="quote" .question=${/^\d{4}-\d{1,2}-\d{1,2}$/.test(v.last) ? { last: v.last } : undefined} .ask=${ask} .show=${givenBack}></zf-live>`,
      yes: "提交退租单",
      submit: async (v, key) => `车位退租单 ${await register.giveBack(space.code, v.last, v.reason, key)} 已提交，到“收银—审批”里批准。`,
    }));
  }

  render() {
    if (this.error) return failure(this.error);
    if (!this.spaces) return nothing;
    const add = html`<button class="button primary" @click=${this.add}>登记车位</button>`;
    if (!this.spaces.length) return empty("还没有登记车位。登记后可以签车位合同，按月出账；只随房屋收车位管理费的，在台账的“车位号”一列写明即可，不必在这里登记。", add);
    const words = this.typed.toLowerCase().split(/\s+/).filter(Boolean);
    const rows = this.spaces.filter((s) => words.every((w) => Object.values(s).join(" ").toLowerCase().includes(w)));
    return html`
      <div class="tools">
        <input class="plain" type="search" placeholder="筛选：车位、房号、车牌" aria-label="筛选车位" .value=${this.typed} @input=${(/** @type {any} */ e) => { this.typed = e.target.value; }} />
        <span class="muted">${rows.length} 个，使用中 ${rows.filter((s) => s.room).length} 个</span>
        <span class="actions">${exportButton("车位", "register_export_spaces")}${add}</span>
      </div>
      ${list({
        caption: "车位",
        rows,
        columns: [
          { title: "车位", cell: (s) => s.code },
          { title: "种类", cell: (s) => html`<span class="nowrap">${s.kind}</span>` },
          { title: "产权房号", cell: (s) => s.owner },
          { title: "使用房号", cell: (s) => s.room || html`<span class="muted">空</span>` },
          { title: "付款人", cell: (s) => s.payer, grow: true },
          { title: "车牌", cell: (s) => s.plate },
          { title: "月费", cell: (s) => (s.monthly === null ? "" : money(s.monthly)), number: true },
          { title: "起用日", cell: (s) => html`<span class="nowrap">${s.from}</span>` },
          { title: "", cell: (s) => (s.room ? html`<button class="button quiet" @click=${() => this.giveBack(s)}>退租……</button>` : html`<button class="button quiet" @click=${() => this.sign(s)}>签合同……</button>`) },
        ],
      })}`;
  }
}
customElements.define("zf-register-spaces", Spaces);
