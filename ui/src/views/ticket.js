import { html } from "lit";
import { TabbedPage } from "../components/tabs.js";
import "./ticket/board.js";
import "./ticket/firms.js";
import "./ticket/incidents.js";
import "./ticket/list.js";
import "./ticket/rates.js";
import "./ticket/terms.js";

/** @type {import("../components/tabs.js").Tab[]} */
const TABS = [
  { tab: "list", name: "工单", view: () => html`<zf-tickets></zf-tickets>` },
  { tab: "board", name: "看板", view: () => html`<zf-ticket-board></zf-ticket-board>` },
  { tab: "incidents", name: "事件", view: () => html`<zf-incidents></zf-incidents>` },
  { tab: "rates", name: "统计", view: () => html`<zf-ticket-rates></zf-ticket-rates>` },
  { tab: "firms", name: "外包单位", view: () => html`<zf-firms></zf-firms>` },
  { tab: "terms", name: "时限", view: () => html`<zf-ticket-terms></zf-ticket-terms>` },
];

/** 工单 */
class TicketPage extends TabbedPage {
  static page = "ticket";
  static title = "工单";
  static tabs = TABS;
}
customElements.define("zf-ticket", TicketPage);
