import { html } from "lit";
import { ZfElement } from "../components/element.js";
import { onMove, place } from "../lib/router.js";
import "./counter/deposits.js";
import "./counter/desk.js";
import "./counter/handwritten.js";
import "./counter/receipts.js";
import "./counter/statement.js";

/** Parts of the page beside the desk, by their address. @type {Record<string, () => unknown>} */
const PARTS = {
  receipts: () => html`<zf-receipts></zf-receipts>`,
  deposits: () => html`<zf-deposits></zf-deposits>`,
  books: () => html`<zf-paper-books></zf-paper-books>`,
  statement: () => html`<zf-account-statement></zf-account-statement>`,
};

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
      ${(PARTS[place().rest[0]] ?? (() => html`<zf-desk></zf-desk>`))()}`;
  }
}
customElements.define("zf-counter", Counter);
