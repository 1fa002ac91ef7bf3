import { html } from "lit";
import { ZfElement } from "../components/element.js";
import { tabs, walkTabs } from "../components/tabs.js";
import { bind } from "../lib/keys.js";
import { onMove } from "../lib/router.js";
import "./settings/about.js";
import "./settings/appearance.js";
import "./settings/backup.js";
import "./settings/locality.js";
import "./settings/office.js";
import "./settings/printing.js";
import "./settings/staff.js";

/** @type {import("../components/tabs.js").Tab[]} */
const TABS = [
  { tab: "office", name: "单位信息", view: () => html`<zf-office-profile></zf-office-profile>` },
  { tab: "locality", name: "本地规定", view: () => html`<zf-locality></zf-locality>` },
  { tab: "staff", name: "人员与权限", view: () => html`<zf-staff></zf-staff>` },
  { tab: "printing", name: "打印", view: () => html`<zf-printing></zf-printing>` },
  { tab: "backup", name: "备份", view: () => html`<zf-backup></zf-backup>` },
  { tab: "appearance", name: "外观", view: () => html`<zf-appearance></zf-appearance>` },
  { tab: "about", name: "关于", view: () => html`<zf-about></zf-about>` },
];

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
