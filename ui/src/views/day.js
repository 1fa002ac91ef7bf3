import { html } from "lit";
import { ZfElement } from "../components/element.js";

/** 收银 */
class Day extends ZfElement {
  render() {
    return html`<div class="page-head"><h1>收银</h1></div>`;
  }
}
customElements.define("zf-day", Day);
