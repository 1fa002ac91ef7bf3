import { html, nothing, svg } from "lit";
import { ZfElement } from "./element.js";

/**
 * A figure that can be read as a chart or as a table. `chart` and `table` draw the two; `legend` stands beside the title.
 */
class Chart extends ZfElement {
  static properties = { heading: {}, chart: { attribute: false }, table: { attribute: false }, legend: { attribute: false }, asTable: { state: true } };

  constructor() {
    super();
    this.heading = "";
    /** @type {() => unknown} */ this.chart = () => nothing;
    /** @type {() => unknown} */ this.table = () => nothing;
    /** @type {unknown} */ this.legend = nothing;
    this.asTable = false;
  }

  render() {
    const other = this.asTable ? "看图" : "看表";
    return html`
      <header>
        <h2>${this.heading}</h2>
        <div class="legend">${this.asTable ? nothing : this.legend}</div>
        <div class="actions"><button class="link small" aria-label="${this.heading}：${other}" @click=${() => { this.asTable = !this.asTable; }}>${other}</button></div>
      </header>
      ${this.asTable ? html`<div class="scroll">${this.table()}</div>` : this.chart()}`;
  }
}
customElements.define("zf-chart", Chart);

/**
 * A bar that fills its box: `part` of it is filled, and it may stand or lie.
 * @param {number} part 0–1 @param {{ upright?: boolean, whole?: number, tone?: string }} [how] `whole` is drawn behind it
 */
export function bar(part, { upright = false, whole = 1, tone = "" } = {}) {
  const size = (/** @type {number} */ share) => Math.max(0, Math.min(share, 1)) * 100;
  const rect = (/** @type {number} */ share, /** @type {string} */ name) =>
    upright
      ? svg`<rect class=${name} x="0" y=${100 - size(share)} width="100" height=${size(share)} />`
      : svg`<rect class=${name} x="0" y="0" width=${size(share)} height="100" />`;
  return html`<svg class="bar ${tone}" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">${rect(whole, "whole")}${rect(part, "part")}</svg>`;
}
