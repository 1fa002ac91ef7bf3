import { html } from "lit";
import { ZfElement } from "../components/element.js";
import { onMove, place } from "../lib/router.js";
import "./counter/desk.js";
import "./counter/receipts.js";

/** 柜台 */
class Counter extends ZfElement {
  connectedCallback() {
    super.connectedCallback();
    this.leave = onMove(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.leave?.();
  }

  render() {
    return html`
      <h1 class="visually-hidden">柜台</h1>
      ${place().rest[0] === "receipts" ? html`<zf-receipts></zf-receipts>` : html`<zf-desk></zf-desk>`}`;
  }
}
customElements.define("zf-counter", Counter);
