import { html } from "lit";
import { ZfElement } from "../components/element.js";
import { tabs, walkTabs } from "../components/tabs.js";
import { bind } from "../lib/keys.js";
import { onMove } from "../lib/router.js";
import "./settings/printing.js";

/** @type {import("../components/tabs.js").Tab[]} */
const TABS = [{ tab: "printing", name: "打印", view: () => html`<zf-printing></zf-printing>` }];

/** 设置 */
class Settings extends ZfElement {
  connectedCallback() {
    super.connectedCallback();
    this.undo = [
      onMove(() => this.requestUpdate()),
      bind("Ctrl+PageUp", () => walkTabs("settings", TABS, -1)),
      bind("Ctrl+PageDown", () => walkTabs("settings", TABS, 1)),
    ];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.undo?.forEach((undo) => undo());
  }

  render() {
    return html`<div class="page-head"><h1>设置</h1></div>${tabs("settings", TABS)}`;
  }
}
customElements.define("zf-settings", Settings);
