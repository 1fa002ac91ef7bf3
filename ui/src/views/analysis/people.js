import { html, nothing } from "lit";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import * as analysis from "../../ipc/analysis.js";
import { day } from "../../lib/format.js";
import { note, paperButtons, rateCell, typed } from "./shared.js";
import { AnalysisPart } from "./part.js";

/** @typedef {import("../../ipc/types/analysis/effect").PersonLine} Line */

/** 责任人: what each person's buildings were to bring and brought, beside how well they are served. */
class People extends AnalysisPart {
  static properties = { view: { state: true }, error: { state: true }, period: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/analysis/effect").PeopleView | undefined} */ this.view = undefined;
    /** @type {unknown} */ this.error = undefined;
    this.period = "";
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      await this.load((await analysis.choices()).today.slice(0, 7));
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {string} period */
  async load(period) {
    this.period = period;
    try {
      const view = await analysis.people(period);
      if (period === this.period) [this.view, this.error] = [view, undefined];
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    const { view } = this;
    const tools = html`
      <div class="tools">
        ${typed("期间", this.period, (period) => this.load(period), "months")}
        <span class="muted small">一个月如 2026-01，一段如 2025-10..2025-12、2025-Q4</span>
        <span class="actions">${view ? paperButtons(this, "责任人完成情况", { list: "people", period: this.period }) : nothing}</span>
      </div>
      ${this.error ? failure(this.error) : nothing}`;
    if (!view) return this.error ? tools : html`<p class="muted">正在读取……</p>`;
    const nobody = view.rows.length === 1 && view.rows[0].person === "未指定";
    /** @param {Line} r */
    const rates = (r) => [r.collected, r.owing, r.conversion.homes, r.tickets];
    return html`
      ${tools}
      <section class="panel">
        ${view.rows.length
          ? list({
              caption: "责任人完成情况",
              columns: [
                { title: "责任人", cell: (/** @type {Line} */ r) => r.person },
                { title: "楼栋", grow: true, cell: (/** @type {Line} */ r) => r.buildings },
                { title: "户数", number: true, cell: (/** @type {Line} */ r) => r.homes },
                ...["收回 / 应收（元）", "欠费户 / 户数", "催缴转化", "工单及时办结"].map((title, i) => ({ title, cell: (/** @type {Line} */ r) => rateCell(rates(r)[i]) })),
              ],
              rows: view.rows,
              foot: html`<tr><td>合计</td><td class="grow"></td><td class="number">${view.total.homes}</td>${rates(view.total).map((rate) => html`<td>${rateCell(rate)}</td>`)}</tr>`,
            })
          : empty("台账里还没有住户。", html`<a class="button" href="#/register">去导入台账</a>`)}
        ${nobody ? html`<p class="notice">还没有指定各楼栋的责任人，所以都算在“未指定”。在<a href="#/settings/ladder">“催缴阶梯”</a>里给各楼栋指定管家后，这里按人分开。</p>` : nothing}
        ${note(`截至 ${day(view.as_of)}。${view.definition}`)}
      </section>`;
  }
}
customElements.define("zf-analysis-people", People);
