import { html, nothing } from "lit";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import * as analysis from "../../ipc/analysis.js";
import { day } from "../../lib/format.js";
import { figure, note, paperButtons, rateCell, select, typed } from "./shared.js";
import { AnalysisPart } from "./part.js";

/** @typedef {import("../../ipc/types/analysis/effect").EffectLine} Line */

/** 催缴效果: what stages, channels, batches and persons brought. */
class Effect extends AnalysisPart {
  static properties = { view: { state: true }, error: { state: true }, words: { state: true }, choice: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/analysis/effect").EffectView | undefined} */ this.view = undefined;
    /** @type {unknown} */ this.error = undefined;
    /** @type {import("../../ipc/types/analysis/arrears").ChoicesView | undefined} */ this.words = undefined;
    this.choice = { from: "", to: "", by: "stage", days: "", percent: "" };
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      const words = await analysis.choices();
      this.words = words;
      this.choice = { from: `${words.today.slice(0, 4)}-01-01`, to: words.today, by: "stage", days: String(words.days), percent: String(words.percent) };
      await this.load();
    } catch (error) {
      this.error = error;
    }
  }

  async load() {
    const asked = this.choice;
    try {
      const view = await analysis.effect(asked);
      if (asked === this.choice) [this.view, this.error] = [view, undefined];
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {Partial<typeof this.choice>} change */
  choose(change) {
    this.choice = { ...this.choice, ...change };
    return this.load();
  }

  tools() {
    const { choice, words } = this;
    return html`
      <div class="tools">
        ${typed("从", choice.from, (from) => this.choose({ from }), "date")}
        ${typed("到", choice.to, (to) => this.choose({ to }), "date")}
        ${select("按什么看", (words?.effects ?? []).map((e) => ({ ...e, label: `按${e.label}` })), choice.by, (by) => this.choose({ by }))}
        ${typed("缴费在", choice.days, (days) => this.choose({ days }), "few")}
        ${typed("天内、达所催的 %", choice.percent, (percent) => this.choose({ percent }), "few")}
        <span class="actions">${paperButtons(this, "催缴效果", { list: "effect", choice })}</span>
      </div>`;
  }

  render() {
    const { view } = this;
    if (!view) return this.error ? html`${this.words ? this.tools() : nothing}${failure(this.error)}` : html`<p class="muted">正在读取……</p>`;
    const muted = (/** @type {string} */ n) => (n === "0" ? html`<span class="muted">—</span>` : n);
    return html`
      ${this.tools()}
      ${this.error ? failure(this.error) : nothing}
      <section class="panel headline">
        ${figure("转化率（户次）", view.total.homes, " 户次")}
        ${figure("转化率（金额）", view.total.amount, " 元")}
        ${figure("触达率", view.reach, " 封")}
        ${figure("送达有效率", view.validity, " 封催缴函")}
        ${figure("承诺兑现率", view.promises, " 个承诺")}
      </section>
      <section class="panel">
        ${view.rows.length
          ? list({
              caption: "催缴效果",
              columns: [
                { title: html`<span class="visually-hidden">分组</span>`, cell: (/** @type {Line} */ r) => r.name },
                { title: "转化（户次）", cell: (/** @type {Line} */ r) => rateCell(r.conversion.homes) },
                { title: "转化（金额，元）", grow: true, cell: (/** @type {Line} */ r) => rateCell(r.conversion.amount) },
                { title: "期限未满", number: true, cell: (/** @type {Line} */ r) => muted(r.conversion.pending) },
                { title: "转入后一次", number: true, cell: (/** @type {Line} */ r) => muted(r.conversion.handed_on) },
              ],
              rows: view.rows,
              foot: html`<tr><td>合计</td><td>${rateCell(view.total.homes)}</td><td class="grow">${rateCell(view.total.amount)}</td><td class="number">${muted(view.total.pending)}</td><td class="number">${muted(view.total.handed_on)}</td></tr>`,
            })
          : empty("这些天没有催缴动作。在催缴页发一批提醒、打一个电话，这里就看得到效果。", html`<a class="button" href="#/dunning">去催缴</a>`)}
        ${note(`截至 ${day(view.as_of)}。${view.rule}触达率＝有 A—D 级送达凭证的信件 ÷ 发出的；送达有效率＝有 A—C 级凭证的催缴函 ÷ 发出的；承诺兑现率＝按期兑现 ÷ 到期的承诺。`)}
      </section>`;
  }
}
customElements.define("zf-analysis-effect", Effect);
