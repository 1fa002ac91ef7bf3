import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as dunning from "../../ipc/dunning.js";
import { SettingsTab } from "./page.js";

/** @typedef {import("../../ipc/types/dunning/today").LadderSettings} View */
/** @typedef {import("../../ipc/types/dunning/today").LadderParameter} Parameter */

const YES_NO = ["是", "否"].map((value) => ({ value, label: value }));
const CHANNELS = ["电话", "短信", "微信", "上门", "前台面谈", "书面送达"].map((value) => ({ value, label: value }));
const PEOPLE = ["前台客服", "楼栋管家", "出纳", "客服主管", "项目经理", "公司"].map((value) => ({ value, label: value }));
/** @type {Record<string, { value: string, label: string }[]>} */
const CHOICES = { on: YES_NO, paper: YES_NO, channel: CHANNELS, person: PEOPLE };

const part = (/** @type {Parameter} */ p) => p.name.split(".")[1] ?? p.name;

/** 催缴阶梯: stage by stage, and who looks after which building. */
class LadderTab extends SettingsTab {
  static properties = { ...SettingsTab.properties, view: { state: true } };

  constructor() {
    super();
    /** @type {View | undefined} */ this.view = undefined;
  }

  async fetch() {
    this.view = await dunning.settings();
  }

  /** The stages in order, each with its parameters. */
  stages() {
    /** @type {Map<string, Parameter[]>} */
    const found = new Map();
    for (const p of this.view?.parameters ?? []) {
      const stage = p.name.includes(".") ? p.label.split("·")[0] : "通用";
      found.set(stage, [...(found.get(stage) ?? []), p]);
    }
    return [...found].map(([name, parameters]) => ({ name, parameters }));
  }

  /** @param {{ name: string, parameters: Parameter[] }} stage */
  async change({ name, parameters }) {
    const saved = await askForm({
      title: name,
      fields: parameters.map((p) => ({
        name: p.name, label: p.label.split("·").at(-1) ?? p.label, value: p.value, hint: CHOICES[part(p)] ? nothing : p.expected,
        .../** @type {any} */ (CHOICES[part(p)] ? { kind: "choice", options: CHOICES[part(p)] } : {}),
      })),
      yes: "保存",
      submit: async (v, key) => {
        const values = parameters.filter((p) => v[p.name] !== p.value).map((p) => ({ name: p.name, value: v[p.name] }));
        if (values.length) await dunning.setLadder(values, key);
        return true;
      },
    });
    if (!saved) return;
    toast("已保存");
    await this.tried(() => this.fetch());
  }

  /** @param {string} building @param {string} name */
  steward(building, name) {
    return this.tried(async () => {
      await dunning.setSteward(building, name, crypto.randomUUID());
      toast(name ? `${building}栋由“${name}”负责` : `${building}栋没有管家`);
      await this.fetch();
    });
  }

  body() {
    const view = this.view;
    if (!view) return html`<p class="muted">正在读取……</p>`;
    const rules = new Map(view.rules.map((r) => [r.code, r.name]));
    const said = (/** @type {{ name: string, parameters: Parameter[] }} */ s) =>
      s.name === "通用" ? s.parameters.map((p) => `${p.label} ${p.value}`).join("；") : (rules.get(s.name) ?? "停用");
    return html`
      <p class="notice">一步一步来，前一步做完才到下一步；越级要项目经理写明理由。书面催缴函至少给 15 天，起诉前必须有送达证明，这两条改不了。缴清的户自动退出，作废了收据的户回到原来的一步。</p>
      <div class="ladder">
        <section class="panel"><header><h2>阶梯</h2><span class="muted">Enter 修改</span></header>${list({
          caption: "催缴阶梯",
          columns: [{ title: "步骤", cell: (s) => s.name }, { title: "规则", cell: said, grow: true }],
          rows: this.stages(),
          onPick: (s) => this.change(s),
        })}</section>
        <section class="panel"><header><h2>楼栋管家</h2>${view.staff.length ? nothing : html`<a class="link" href="#/settings/staff">先登记人员</a>`}</header>${list({
          caption: "楼栋管家",
          columns: [
            { title: "楼栋", cell: (b) => `${b.code}栋` },
            { title: "管家", grow: true, cell: (b) => html`<select class="plain" aria-label="${b.code}栋的管家" @change=${(/** @type {any} */ e) => this.steward(b.code, e.target.value)}>
              <option value="">没有指定</option>${view.staff.map((name) => html`<option value=${name} .selected=${name === b.name}>${name}</option>`)}</select>` },
          ],
          rows: view.stewards,
        })}</section>
      </div>`;
  }
}
customElements.define("zf-ladder-settings", LadderTab);
