import { html, nothing } from "lit";
import { empty, failure } from "../../components/states.js";
import * as ticket from "../../ipc/ticket.js";
import { due, level } from "./card.js";
import { TicketsPart } from "./live.js";

/** The columns, in the order of the work. */
const COLUMNS = [
  { name: "待受理", states: ["registered"] },
  { name: "待派单", states: ["accepted", "reopened"] },
  { name: "处理中", states: ["dispatched", "in-progress"] },
  { name: "挂起", states: ["on-hold"] },
  { name: "待确认、回访", states: ["awaiting-owner", "awaiting-revisit"] },
  { name: "待答复关闭", states: ["revisited"] },
];

/** 看板: open tickets by where they stand. */
class TicketBoard extends TicketsPart {
  static properties = { ...TicketsPart.properties, rows: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/ticket/lists").TicketRow[] | undefined} */ this.rows = undefined;
  }

  async fetch() {
    this.rows = (await ticket.list({ room: "", kind: "", category: "", from: "", to: "", closed: false })).rows;
  }

  /** @param {import("../../ipc/types/ticket/lists").TicketRow} r */
  card(r) {
    return html`<button class="card ${r.alarm}" @click=${() => this.open(r.number)}>
      <span class="top">${level(r)}<b>${r.room || r.place}</b><span class="muted">${r.kind}</span></span>
      <span class="wish">${r.wish}</span>
      <span class="small">${due(r)}</span>
      <span class="small muted">${r.executor || r.first_contact}${r.touches_fee ? "　涉费" : ""}${r.reopened ? "　重开" : ""}</span>
    </button>`;
  }

  render() {
    if (this.error) return failure(this.error);
    if (!this.rows) return html`<p class="muted">正在读取……</p>`;
    if (!this.rows.length) return empty("没有未关闭的工单。按 F7 登记一张。");
    return html`<div class="board">${COLUMNS.map((column) => {
      const rows = /** @type {NonNullable<typeof this.rows>} */ (this.rows).filter((r) => column.states.includes(r.state));
      return html`<section aria-label=${column.name}><h2>${column.name} <span class="muted">${rows.length || nothing}</span></h2>${rows.map((r) => this.card(r))}</section>`;
    })}</div>`;
  }
}
customElements.define("zf-ticket-board", TicketBoard);
