import { html } from "lit";
import { ZfElement } from "../components/element.js";

/** 档案 */
class Register extends ZfElement {
  render() {
    return html`<div class="page-head"><h1>档案</h1></div>`;
  }
}
customElements.define("zf-register", Register);
