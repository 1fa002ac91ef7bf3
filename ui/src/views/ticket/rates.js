import { html } from "lit";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import * as app from "../../ipc/app.js";
import * as ticket from "../../ipc/ticket.js";
import { TicketsPart } from "./live.js";

/** 统计: rates with what they are made of, and what the tickets were about. */
class TicketRates extends TicketsPart {
  static properties = { ...TicketsPart.properties, view: { state: true }, from: { state: true }, to: { state: true }, kind: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/ticket/lists").RatesView | undefined} */ this.view = undefined;
    /** @type {{ value: string, label: string }[]} */ this.kinds = [];
    this.from = "";
    this.to = "";
    this.kind = "";
  }

  async fetch() {
    if (!this.to) {
      this.to = (await app.state()).today;
      this.from = `${this.to.slice(0, 8)}01`;
      this.kinds = (await ticket.choices()).kinds;
    }
    this.view = await ticket.rates(this.from, this.to, this.kind);
  }

  /** @param {"from" | "to" | "kind"} what */
  set(what) {
    return (/** @type {any} */ e) => { this[what] = e.target.value; this.load(); };
  }

  render() {
    const tools = html`<div class="tools">
      <label>登记日期 <input class="plain day" .value=${this.from} aria-label="从" @change=${this.set("from")} /></label> 至 <input class="plain day" .value=${this.to} aria-label="到" @change=${this.set("to")} />
      <select aria-label="类型" @change=${this.set("kind")}><option value="">全部类型</option>${this.kinds.map((k) => html`<option value=${k.value}>${k.label}</option>`)}</select></div>`;
    if (this.error) return html`${tools}${failure(this.error)}`;
    const { view } = this;
    if (!view) return html`<p class="muted">正在读取……</p>`;
    if (!view.rates[0].denominator) return html`${tools}${empty("这段时间没有受理的工单。改一改日期，或按 F7 登记。")}`;
    return html`${tools}
      <div class="columns">
        <section class="panel span-7"><header><h2>各率</h2><span class="muted">分子和分母都在，口径写明</span></header>${list({
          caption: "各率",
          columns: [
            { title: "指标", cell: (r) => r.name },
            { title: "比率", number: true, cell: (r) => html`<b>${r.percent}</b>` },
            { title: "分子", number: true, cell: (r) => r.numerator },
            { title: "分母", number: true, cell: (r) => r.denominator },
            { title: "口径", grow: true, cell: (r) => html`<span class="muted">${r.definition}</span>` },
          ],
          rows: view.rates,
        })}<p class="muted small">重开 ${view.reopened} 件。重复的不计；不属实并已说明的计为受理并办结；重开过的不算及时办结。</p></section>
        <section class="panel span-5"><header><h2>投诉报修的主要问题</h2></header>${list({
          caption: "主要问题",
          columns: [{ title: "问题", grow: true, cell: (r) => r[0] }, { title: "件数", number: true, cell: (r) => r[1] }],
          rows: view.causes,
        })}</section>
      </div>`;
  }
}
customElements.define("zf-ticket-rates", TicketRates);
