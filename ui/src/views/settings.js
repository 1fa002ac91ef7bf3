import { html } from "lit";
import { ZfElement } from "../components/element.js";

/** 设置 */
class Settings extends ZfElement {
  render() {
    return html`<div class="page-head"><h1>设置</h1></div>`;
  }
}
customElements.define("zf-settings", Settings);
