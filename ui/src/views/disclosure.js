import { html } from "lit";
import { ZfElement } from "../components/element.js";

/** 公示 */
class Disclosure extends ZfElement {
  render() {
    return html`<div class="page-head"><h1>公示</h1></div>`;
  }
}
customElements.define("zf-disclosure", Disclosure);
