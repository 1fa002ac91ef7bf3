import { html } from "lit";
import { TabbedPage } from "../components/tabs.js";
import "./contact/deliveries.js";
import "./dunning/calendar.js";
import "./dunning/debtors.js";
import "./dunning/cases.js";
import "./dunning/limitation.js";
import "./dunning/runs.js";
import "./dunning/today.js";
import "./dunning/messages.js";
import "./dunning/texts.js";

/** @type {import("../components/tabs.js").Tab[]} */
const TABS = [
  { tab: "today", name: "今日", view: () => html`<zf-dunning-today></zf-dunning-today>` },
  { tab: "list", name: "欠费名单", view: () => html`<zf-debtors></zf-debtors>` },
  { tab: "runs", name: "批次", view: () => html`<zf-dunning-runs></zf-dunning-runs>` },
  { tab: "delivery", name: "送达", view: () => html`<zf-deliveries></zf-deliveries>` },
  { tab: "calendar", name: "承诺与分期", view: () => html`<zf-pledges></zf-pledges>` },
  { tab: "messages", name: "短信", view: () => html`<zf-messages></zf-messages>` },
  { tab: "limitation", name: "诉讼时效", view: () => html`<zf-limitation></zf-limitation>` },
  { tab: "cases", name: "案件", view: () => html`<zf-cases></zf-cases>` },
  { tab: "texts", name: "文案", view: () => html`<zf-letter-texts></zf-letter-texts>` },
];

/** 催缴 */
class Dunning extends TabbedPage {
  static page = "dunning";
  static title = "催缴";
  static tabs = TABS;
}
customElements.define("zf-dunning", Dunning);
