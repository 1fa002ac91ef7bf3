import { html } from "lit";
import { ZfElement } from "../components/element.js";
import { tabs, walkTabs } from "../components/tabs.js";
import { bind } from "../lib/keys.js";
import { onMove } from "../lib/router.js";
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
class Billing extends ZfElement {
  connectedCallback() {
    super.connectedCallback();
    this.undo = [onMove(() => this.requestUpdate()), bind("Ctrl+PageDown", () => walkTabs("billing", TABS, 1)), bind("Ctrl+PageUp", () => walkTabs("billing", TABS, -1))];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.undo?.forEach((undo) => undo());
  }

  render() {
    return html`<h1 class="visually-hidden">收费</h1>${tabs("billing", TABS)}`;
  }
}
customElements.define("zf-billing", Billing);
