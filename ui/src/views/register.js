import { TabbedPage } from "../components/tabs.js";
import { place } from "../lib/router.js";
import { html } from "lit";
import "./register/concessions.js";
import "./register/home.js";
import "./register/homes.js";
import "./register/imports.js";
import "./register/spaces.js";

/** The list of homes, or the one picked in it: `#/register/home/3-1-301`. */
function homes() {
  const [part, room] = place().rest;
  return part === "home" && room ? html`<zf-register-home .room=${room}></zf-register-home>` : html`<zf-register-homes></zf-register-homes>`;
}

/** @type {import("../components/tabs.js").Tab[]} */
const TABS = [
  { tab: "homes", name: "房屋", view: homes },
  { tab: "spaces", name: "车位", view: () => html`<zf-register-spaces></zf-register-spaces>` },
  { tab: "concessions", name: "空置与减免", view: () => html`<zf-register-concessions></zf-register-concessions>` },
  { tab: "imports", name: "导入", view: () => html`<zf-register-imports></zf-register-imports>` },
];

/** 档案: who lives where, who owes, and how the register came to be. */
class Register extends TabbedPage {
  static page = "register";
  static title = "档案";
  static tabs = TABS;
}
customElements.define("zf-register", Register);
