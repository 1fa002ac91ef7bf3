import { html } from "lit";
import { ZfElement } from "../components/element.js";

/** 柜台 */
class Counter extends ZfElement {
  render() {
    return html`<div class="page-head"><h1>柜台</h1></div>`;
  }
}
customElements.define("zf-counter", Counter);
