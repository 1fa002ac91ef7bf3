import { html } from "lit";
import { ZfElement } from "../components/element.js";
import { tabs, walkTabs } from "../components/tabs.js";
import { bind } from "../lib/keys.js";
import { onMove } from "../lib/router.js";
import "./dunning/calendar.js";
import "./dunning/debtors.js";
import "./dunning/limitation.js";

/** @type {import("../components/tabs.js").Tab[]} */
const TABS = [
  { tab: "list", name: "欠费名单", view: () => html`<zf-debtors></zf-debtors>` },
  { tab: "calendar", name: "承诺与分期", view: () => html`<zf-pledges></zf-pledges>` },
  { tab: "limitation", name: "诉讼时效", view: () => html`<zf-limitation></zf-limitation>` },
];

/** 催缴 */
class Dunning extends ZfElement {
  connectedCallback() {
    super.connectedCallback();
    this.undo = [onMove(() => this.requestUpdate()), bind("Ctrl+PageDown", () => walkTabs("dunning", TABS, 1)), bind("Ctrl+PageUp", () => walkTabs("dunning", TABS, -1))];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.undo?.forEach((undo) => undo());
  }

  render() {
    return html`<h1 class="visually-hidden">催缴</h1>${tabs("dunning", TABS)}`;
  }
}
customElements.define("zf-dunning", Dunning);
