import { html } from "lit";
import { TabbedPage } from "../components/tabs.js";
import "./billing/meters.js";
import "./billing/notices.js";
import "./billing/prices.js";
import "./billing/readings.js";
import "./billing/runs.js";
import "./billing/shared.js";
import "./billing/terms.js";

/** @type {import("../components/tabs.js").Tab[]} */
const TABS = [
  { tab: "runs", name: "出账", view: () => html`<zf-runs></zf-runs>` },
  { tab: "notices", name: "通知单", view: () => html`<zf-notices></zf-notices>` },
  { tab: "prices", name: "价格", view: () => html`<zf-prices></zf-prices>` },
  { tab: "terms", name: "违约金与优惠", view: () => html`<zf-terms></zf-terms>` },
  { tab: "readings", name: "抄表", view: () => html`<zf-readings></zf-readings>` },
  { tab: "meters", name: "表计", view: () => html`<zf-meters></zf-meters>` },
  { tab: "shared", name: "公摊", view: () => html`<zf-shared></zf-shared>` },
];

/** 收费 */
class Billing extends TabbedPage {
  static page = "billing";
  static title = "收费";
  static tabs = TABS;
}
customElements.define("zf-billing", Billing);
