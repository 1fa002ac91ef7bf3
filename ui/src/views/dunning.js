import { html } from "lit";
import { ZfElement } from "../components/element.js";

/** 催缴 */
class Dunning extends ZfElement {
  render() {
    return html`<div class="page-head"><h1>催缴</h1></div>`;
  }
}
customElements.define("zf-dunning", Dunning);
