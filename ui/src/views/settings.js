import { html } from "lit";
import { TabbedPage } from "../components/tabs.js";
import "./settings/about.js";
import "./settings/appearance.js";
import "./settings/backup.js";
import "./settings/ladder.js";
import "./settings/contact.js";
import "./settings/locality.js";
import "./settings/office.js";
import "./settings/printing.js";
import "./settings/privacy.js";
import "./settings/staff.js";

/** @type {import("../components/tabs.js").Tab[]} */
const TABS = [
  { tab: "office", name: "单位信息", view: () => html`<zf-office-profile></zf-office-profile>` },
  { tab: "locality", name: "本地规定", view: () => html`<zf-locality></zf-locality>` },
  { tab: "ladder", name: "催缴阶梯", view: () => html`<zf-ladder-settings></zf-ladder-settings>` },
  { tab: "contact", name: "联系上限", view: () => html`<zf-contact-caps></zf-contact-caps>` },
  { tab: "staff", name: "人员与权限", view: () => html`<zf-staff></zf-staff>` },
  { tab: "privacy", name: "个人信息", view: () => html`<zf-privacy></zf-privacy>` },
  { tab: "printing", name: "打印", view: () => html`<zf-printing></zf-printing>` },
  { tab: "backup", name: "备份", view: () => html`<zf-backup></zf-backup>` },
  { tab: "appearance", name: "外观", view: () => html`<zf-appearance></zf-appearance>` },
  { tab: "about", name: "关于", view: () => html`<zf-about></zf-about>` },
];

/** 设置 */
class Settings extends TabbedPage {
  static page = "settings";
  static title = "设置";
  static tabs = TABS;
}
customElements.define("zf-settings", Settings);
