import { html, nothing } from "lit";
import { ZfElement } from "../../components/element.js";
import * as dunning from "../../ipc/dunning.js";

/** The morning list of 催缴 in one line, read after the page stands so that nobody waits for it. */
class HomeWork extends ZfElement {
  static properties = { kinds: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/dunning/today").WorkSum[]} */ this.kinds = [];
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      this.kinds = (await dunning.today("")).by_kind;
    } catch {
      // Who may not see arrears has no such line.
      this.kinds = [];
    }
  }

  render() {
    if (!this.kinds.length) return nothing;
    return html`
      <header><h2>催缴今日</h2><a class="link" href="#/dunning/today">去办</a></header>
      <ul class="todos">${this.kinds.map((k) => html`<li><a href="#/dunning/today/${k.kind}"><b>${k.count}</b><span>${k.label}</span></a></li>`)}</ul>`;
  }
}
customElements.define("zf-home-work", HomeWork);
