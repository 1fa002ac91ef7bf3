import { html } from "lit";
import { ZfElement } from "../components/element.js";

/** 收费 */
class Billing extends ZfElement {
  render() {
    return html`<div class="page-head"><h1>收费</h1></div>`;
  }
}
customElements.define("zf-billing", Billing);
