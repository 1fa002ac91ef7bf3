import { html } from "lit";
import { TabbedPage } from "../components/tabs.js";
import "./day/forms.js";
import "./day/period.js";
import "./day/reconcile.js";
import "./day/shift.js";

/** @type {import("../components/tabs.js").Tab[]} */
const TABS = [
  { tab: "shift", name: "班次", view: () => html`<zf-shift></zf-shift>` },
  { tab: "forms", name: "审批", view: () => html`<zf-forms></zf-forms>` },
  { tab: "reconcile", name: "对账", view: () => html`<zf-reconcile></zf-reconcile>` },
  { tab: "period", name: "结账", view: () => html`<zf-period></zf-period>` },
];

/** 收银 */
class Day extends TabbedPage {
  static page = "day";
  static title = "收银";
  static tabs = TABS;
}
customElements.define("zf-day", Day);
