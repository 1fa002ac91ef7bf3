import { html, nothing } from "lit";
import { exportButton } from "../../components/export-list.js";
import { empty, failure } from "../../components/states.js";
import "../../components/long-list.js";
import * as ticket from "../../ipc/ticket.js";
import { money } from "../../lib/format.js";
import { due, level } from "./card.js";
import { newTicket } from "./intake.js";
import { TicketsPart } from "./live.js";

/** @typedef {import("../../ipc/types/ticket/lists").TicketRow} Row */

/** @type {import("../../components/table.js").Column<Row>[]} */
const COLUMNS = [
  { title: "级别", cell: level },
  { title: "房号／位置", cell: (r) => r.room || r.place },
  { title: "类型", cell: (r) => r.kind },
  { title: "小类", cell: (r) => r.topic },
  { title: "诉求", grow: true, cell: (r) => html`${r.touches_fee ? html`<span class="tag">涉费</span> ` : nothing}${r.reopened ? html`<span class="tag twice">重开</span> ` : nothing}${r.wish}` },
  { title: "状态", cell: (r) => r.label },
  { title: "下一步", cell: (r) => html`${due(r)}${r.escalate_to ? html` <span class="tag grave">报${r.escalate_to}</span>` : nothing}` },
  { title: "办理人", cell: (r) => r.executor || html`<span class="muted">${r.first_contact}</span>` },
];

/** 工单: what is about to be late first. */
class Tickets extends TicketsPart {
  static properties = { ...TicketsPart.properties, view: { state: true }, choices: { state: true }, kind: { state: true }, category: { state: true }, closed: { state: true }, only: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/ticket/lists").TicketsView | undefined} */ this.view = undefined;
    /** @type {import("../../ipc/types/ticket/intake").TicketChoices | undefined} */ this.choices = undefined;
    this.kind = "";
    this.category = "";
    this.closed = false;
    this.only = "";
  }

  choice() {
    return { room: "", kind: this.kind, category: this.category, from: "", to: "", closed: this.closed };
  }

  async fetch() {
    this.choices ??= await ticket.choices();
    this.view = await ticket.list(this.choice());
  }

  /** @param {"kind" | "category"} by @param {string} all @param {{ value: string, label: string }[]} words */
  filter(by, all, words) {
    return html`<select aria-label=${all} @change=${(/** @type {any} */ e) => { this[by] = e.target.value; this.load(); }}><option value="">${all}</option>${words.map((w) => html`<option value=${w.value} ?selected=${w.value === this[by]}>${w.label}</option>`)}</select>`;
  }

  /** @param {import("../../ipc/types/ticket/lists").TicketsView} view */
  served(view) {
    if (!view.served.length) return nothing;
    return html`<section class="panel served"><header><h2>服务已办结—回访并沟通缴费</h2><span class="muted">先问服务，再说费用</span></header>
      <ul class="notes">${view.served.map((s) => html`<li><a href="#/counter/${s.room}">${s.room}</a><button class="link plain" @click=${() => this.open(s.number)}>${s.wish}</button><span class="muted">${s.served} 办结</span><b class="number">逾期 ${money(s.overdue)}</b></li>`)}</ul></section>`;
  }

  /** @param {import("../../ipc/types/ticket/lists").TicketsView} view @param {Row[]} shown */
  rows(view, shown) {
    if (shown.length) return html`<zf-long-list caption="工单" .columns=${COLUMNS} .rows=${shown} @pick=${(/** @type {CustomEvent<Row>} */ e) => this.open(e.detail.number)}></zf-long-list>`;
    if (view.rows.length) return empty("没有快超时的工单。");
    return empty("没有未关闭的工单。业主来投诉、报修或咨询，随时按 F7 登记。", html`<button class="button primary" @click=${() => newTicket()}>登记工单 <kbd>F7</kbd></button>`);
  }

  render() {
    if (this.error) return failure(this.error);
    const { view, choices } = this;
    if (!view || !choices) return html`<p class="muted">正在读取……</p>`;
    const shown = this.only ? view.rows.filter((r) => r.alarm === "late" || (this.only === "soon" && r.alarm === "soon")) : view.rows;
    const chip = (/** @type {string} */ only, /** @type {string} */ name) => html`<button class="chip" aria-pressed=${this.only === only} @click=${() => { this.only = only; }}>${name}</button>`;
    return html`
      <div class="tools">
        <span class="chips" role="group" aria-label="哪些工单">${chip("", `全部 ${view.rows.length}`)}${chip("soon", `快超时 ${view.soon + view.late}`)}${chip("late", `已超时 ${view.late}`)}</span>
        ${this.filter("kind", "全部类型", choices.kinds)}${this.filter("category", "全部大类", choices.categories)}
        <label class="check"><input type="checkbox" .checked=${this.closed} @change=${(/** @type {any} */ e) => { this.closed = e.target.checked; this.load(); }} /> 含已关闭</label>
        <span class="actions">${exportButton("工单", "ticket_export_list", { choice: this.choice() })}<button class="button primary" @click=${() => newTicket()}>登记工单 <kbd>F7</kbd></button></span>
      </div>
      ${this.served(view)}
      ${this.rows(view, shown)}`;
  }
}
customElements.define("zf-tickets", Tickets);
