import { html } from "lit";
import { ZfElement } from "../components/element.js";
import { tabs, walkTabs } from "../components/tabs.js";
import { bind } from "../lib/keys.js";
import { onMove } from "../lib/router.js";
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
class Day extends ZfElement {
  connectedCallback() {
    super.connectedCallback();
    this.undo = [onMove(() => this.requestUpdate()), bind("Ctrl+PageDown", () => walkTabs("day", TABS, 1)), bind("Ctrl+PageUp", () => walkTabs("day", TABS, -1))];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.undo?.forEach((undo) => undo());
  }

  render() {
    return html`<h1 class="visually-hidden">收银</h1>${tabs("day", TABS)}`;
  }
}
customElements.define("zf-day", Day);
