import { html } from "lit";
import { ZfElement } from "../components/element.js";

/** 总览 */
class Home extends ZfElement {
  render() {
    return html`<div class="page-head"><h1>总览</h1></div>`;
  }
}
customElements.define("zf-home", Home);
