import { html, nothing } from "lit";
import { bar } from "../../components/chart.js";
import { exportButton } from "../../components/export-list.js";
import { showPapers } from "../../components/paper.js";
import * as analysis from "../../ipc/analysis.js";

/** @typedef {import("../../ipc/types/analysis/words").RateView} Rate */

/** A rate as it stands at the top of a page: name, percent, bar, what it is made of. @param {string} name @param {Rate} rate @param {string} [unit] */
export const figure = (name, rate, unit = "") => html`
  <div class="figure"><span>${name}</span><b>${rate.percent === null ? "—" : html`${rate.percent}<small>%</small>`}</b>${bar(rate.permille / 1000)}<span class="small">${rate.above} / ${rate.below}${unit}</span></div>`;

/** A rate in a row: bar and percent, then what it is made of. @param {Rate} rate */
export const rateCell = (rate) => html`
  <span class="rate"><span class="rate-bar">${bar(rate.permille / 1000)}</span><b>${rate.percent === null ? "—" : `${rate.percent}%`}</b><span class="muted">${rate.above} / ${rate.below}</span></span>`;

/** Print and export of the list shown. @param {{ print: (make: () => Promise<import("../../ipc/types/wire").PaperHandle>) => void }} page @param {string} what @param {import("../../ipc/types/analysis/paper").ListChoice} choice */
export const paperButtons = (page, what, choice) => html`
  <button class="button" @click=${() => page.print(() => analysis.print(choice))}>打印</button>
  ${exportButton(what, "analysis_export", { list: choice })}`;

/** Makes a paper and shows it. @param {() => Promise<import("../../ipc/types/wire").PaperHandle>} make */
export async function printed(make) {
  await showPapers([await make()]);
}

/** A choice in the tools. @param {string} label @param {{ value: string, label: string }[]} options @param {string} value @param {(value: string) => void} set */
export const select = (label, options, value, set) => html`
  <select class="plain" aria-label=${label} @change=${(/** @type {any} */ e) => set(e.target.value)}>
    ${options.map((o) => html`<option value=${o.value} ?selected=${o.value === value}>${o.label}</option>`)}
  </select>`;

/** A short field in the tools. @param {string} label @param {string} value @param {(value: string) => void} set @param {string} [width] */
export const typed = (label, value, set, width = "") => html`
  <label class="typed"><span class="muted">${label}</span><input class="plain ${width}" .value=${value} @change=${(/** @type {any} */ e) => set(e.target.value.trim())} /></label>`;

/** Small print under a list. @param {string} text */
export const note = (text) => (text ? html`<p class="muted small rule">${text}</p>` : nothing);
