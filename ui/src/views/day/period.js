import { html, nothing } from "lit";
import { confirmed } from "../../components/dialog.js";
import { ZfElement } from "../../components/element.js";
import { exportButton } from "../../components/export-list.js";
import { showPapers } from "../../components/paper.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import { intention } from "../../ipc/index.js";
import * as period from "../../ipc/period.js";
import { money, period as inWords } from "../../lib/format.js";
import "./vouchers.js";

/** @typedef {"close" | "rates" | "bridge" | "vouchers" | "subjects"} Topic */

/** @type {[Topic, string][]} */
const TOPICS = [["close", "结账"], ["rates", "本月收缴"], ["bridge", "欠费变动表"], ["vouchers", "记账凭证"], ["subjects", "科目对照"]];

/** 结账: a month, what keeps it open, how it was collected, its bridge and its vouchers. */
class PeriodTab extends ZfElement {
  static properties = { months: { state: true }, month: { state: true }, topic: { state: true }, check: { state: true }, rates: { state: true }, bridge: { state: true }, building: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/period").MonthsView | undefined} */ this.months = undefined;
    this.month = "";
    /** @type {Topic} */ this.topic = "close";
    /** @type {import("../../ipc/types/period").MonthCheck | undefined} */ this.check = undefined;
    /** @type {import("../../ipc/types/period").MonthRates | undefined} */ this.rates = undefined;
    /** @type {import("../../ipc/types/period").BridgeView | undefined} */ this.bridge = undefined;
    this.building = false;
    /** @type {unknown} */ this.error = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.start();
  }

  async start() {
    try {
      this.months = await period.months();
      const { next, all } = this.months;
      await this.look({ month: next && all.includes(next) ? next : (all[0] ?? "") });
    } catch (error) {
      this.error = error;
    }
  }

  closed() {
    return this.months?.closed.find(([month]) => month === this.month);
  }

  /** @param {Partial<Pick<PeriodTab, "month" | "topic" | "building">>} change */
  async look(change) {
    Object.assign(this, change);
    const asked = `${this.month} ${this.topic} ${this.building}`;
    if (!this.month) return;
    try {
      if (this.topic === "close") {
        this.check = undefined;
        const check = this.closed() ? undefined : await period.check(this.month);
        // Only the answer to the last question counts.
        if (asked === `${this.month} ${this.topic} ${this.building}`) this.check = check;
      } else if (this.topic === "rates") this.rates = await period.rates(this.month);
      else if (this.topic === "bridge") this.bridge = await period.bridge(this.month, this.building);
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  async close() {
    const sure = await confirmed(`结账 ${inWords(this.month)}`, `${inWords(this.month)}结账以后不再接受任何记录，也不能再打开。要更正的，记在还没有结账的月份。凭证按现在的科目和税率固定下来。`, "结账", { grave: true });
    if (!sure) return;
    try {
      const done = this.month;
      this.months = await period.close(this.month, intention());
      toast(`${inWords(done)} 已结账`);
      await this.look({});
    } catch (refused) {
      this.error = refused;
    }
  }

  async print() {
    try {
      await showPapers([await period.bridgePaper(this.month, this.building)]);
    } catch (refused) {
      toast(/** @type {Error} */ (refused).message);
    }
  }

  render() {
    if (!this.months) return this.error ? failure(this.error) : html`<p class="muted">正在读取……</p>`;
    if (!this.month) return empty("账本里还没有记录。出账、收款以后，过完一个月就可以结账。");
    const closed = new Set(this.months.closed.map(([month]) => month));
    return html`
      <div class="tools">
        <select aria-label="月份" @change=${(/** @type {any} */ e) => this.look({ month: e.target.value })}>
          ${this.months.all.map((m) => html`<option value=${m} ?selected=${m === this.month}>${inWords(m)}${closed.has(m) ? "　已结账" : ""}</option>`)}
        </select>
        <span class="chips" role="group" aria-label="看什么">${TOPICS.map(([topic, name]) => html`<button class="chip" aria-pressed=${this.topic === topic} @click=${() => this.look({ topic })}>${name}</button>`)}</span>
      </div>
      ${this.error ? failure(this.error) : nothing}
      ${this.shown()}`;
  }

  shown() {
    switch (this.topic) {
      case "rates":
        return this.rates ? this.collection(this.rates) : nothing;
      case "bridge":
        return this.bridge ? this.arrears(this.bridge) : nothing;
      case "vouchers":
        return html`<zf-vouchers .month=${this.month}></zf-vouchers>`;
      case "subjects":
        return html`<zf-subjects></zf-subjects>`;
      default:
        return this.closing();
    }
  }

  closing() {
    const closed = this.closed();
    const { check } = this;
    const free = check && !check.obstacles.length;
    return html`
      <section class="panel" aria-label="结账">
        <header><h2>${inWords(this.month)}　${closed ? "已结账" : "结账"}</h2>
          ${free ? html`<div class="actions"><button class="button primary" @click=${this.close}>结账</button></div>` : nothing}</header>
        ${closed
          ? html`<p>${closed[1]} 由 ${closed[2]} 结账。这个月不再接受记录；要更正的，记在还没有结账的月份。</p>`
          : !check
            ? html`<p class="muted">正在核对账本……</p>`
            : html`
              ${check.obstacles.length ? html`<p>还不能结账，请先办好：</p><ul class="plain">${check.obstacles.map((text) => html`<li class="notice error">${text}</li>`)}</ul>` : html`<p class="notice">账本核对相符，可以结账。</p>`}
              ${check.warnings.length ? html`<p>不妨碍结账，请先看一眼：</p><ul class="plain">${check.warnings.map((text) => html`<li class="notice warn">${text} <a href="#/day/reconcile">去对账</a></li>`)}</ul>` : nothing}`}
      </section>
      ${this.months?.closed.length
        ? html`<section class="panel" aria-label="已结账的月份"><header><h2>已结账的月份</h2></header>${list({
            caption: "已结账的月份",
            columns: [
              { title: "月份", cell: (c) => inWords(c[0]) },
              { title: "结账日期", cell: (c) => c[1] },
              { title: "结账人", grow: true, cell: (c) => c[2] },
            ],
            rows: this.months.closed,
          })}</section>`
        : nothing}`;
  }

  /** @param {import("../../ipc/types/period").MonthRates} rates */
  collection(rates) {
    return html`
      <section class="panel" aria-label="本月收缴">
        <header><h2>${inWords(this.month)} 收缴情况</h2><span class="muted">截至 ${rates.as_of}</span></header>
        <div class="figures">
          <div class="figure"><span>期末欠费（元）</span><b>${money(rates.arrears)}</b></div>
          <div class="figure"><span>欠费户数</span><b>${rates.debtors}</b></div>
        </div>
        ${list({
          caption: "收缴率",
          columns: [
            { title: "指标", grow: true, cell: (r) => r.name },
            { title: "已收", number: true, cell: (r) => r.above },
            { title: "应收", number: true, cell: (r) => r.below },
            { title: "比率", number: true, cell: (r) => r.percent },
          ],
          rows: rates.rates,
        })}
      </section>`;
  }

  /** @param {import("../../ipc/types/period").BridgeView} bridge */
  arrears(bridge) {
    const [first, ...amounts] = bridge.headings;
    const by = (/** @type {boolean} */ building, /** @type {string} */ name) => html`<button class="chip" aria-pressed=${this.building === building} @click=${() => this.look({ building })}>${name}</button>`;
    return html`
      <section class="panel" aria-label="欠费变动表">
        <header><h2>欠费变动表　${inWords(this.month)}</h2><span class="chips" role="group" aria-label="分组">${by(false, "按项目")}${by(true, "按楼栋")}</span>
          <div class="actions">${exportButton("欠费变动表", "period_export_bridge", { period: this.month, building: this.building })} <button class="button" @click=${this.print}>打印</button></div></header>
        ${list({
          caption: "欠费变动表",
          columns: [{ title: this.building ? "楼栋" : first, grow: true, cell: (l) => l.name }, ...amounts.map((title, i) => ({ title: `${title}（元）`, number: true, cell: (/** @type {any} */ l) => money(l.amounts[i]) }))],
          rows: bridge.lines,
          foot: html`<tr><td>${bridge.total.name}</td>${bridge.total.amounts.map((fen) => html`<td class="number">${money(fen)}</td>`)}</tr>`,
        })}
        <p class=${bridge.difference ? "notice error" : "muted"}>期初欠费＋本期新增－本期收回－坏账核销－减免冲销＝期末欠费。${bridge.difference ? `与未缴账单相差 ${money(bridge.difference)} 元，请核对账本。` : "与未缴账单逐分相符。"}</p>
      </section>`;
  }
}
customElements.define("zf-period", PeriodTab);
