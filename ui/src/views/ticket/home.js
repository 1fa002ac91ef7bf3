import { html, nothing } from "lit";
import * as ticket from "../../ipc/ticket.js";
import { due, level } from "./card.js";
import { newTicket } from "./intake.js";
import { TicketsPart } from "./live.js";

/** The tickets of one home, on its card at the counter. */
class HomeTickets extends TicketsPart {
  static properties = { ...TicketsPart.properties, room: {}, card: { attribute: false }, rows: { state: true } };

  constructor() {
    super();
    this.room = "";
    /** The card it stands on; a new one says that something was done. @type {unknown} */ this.card = undefined;
    /** @type {import("../../ipc/types/ticket/lists").TicketRow[] | undefined} */ this.rows = undefined;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if ((changed.has("room") || changed.has("card"))) this.load();
  }

  async fetch() {
    const { room } = this;
    if (!room) return;
    const { rows } = await ticket.list({ room, kind: "", category: "", from: "", to: "", closed: true });
    if (room === this.room) this.rows = rows;
  }

  render() {
    /** @type {import("../../ipc/types/ticket/lists").TicketRow[]} */ const rows = this.rows ?? [];
    return html`
      <section class="panel" aria-label="工单">
        <header><h2>工单</h2><span class="actions"><button class="link" @click=${() => newTicket(this.room)}>登记 <kbd>F7</kbd></button></span></header>
        ${rows.length
          ? html`<ul class="notes">${rows.slice(0, 6).map((r) => html`
              <li>${level(r)}<button class="link plain" @click=${() => this.open(r.number)}>${r.wish}</button><span class="muted">${r.label}</span><span class="small">${r.paused_until ? `催缴暂停到 ${r.paused_until.slice(5)}` : r.next ? due(r) : nothing}</span></li>`)}</ul>`
          : html`<p class="muted">没有投诉、报修或咨询。</p>`}
      </section>`;
  }
}
customElements.define("zf-home-tickets", HomeTickets);
