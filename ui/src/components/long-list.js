import { html, nothing } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { isComposing } from "../lib/keys.js";
import { ZfElement } from "./element.js";
import { heading } from "./table.js";

const BEYOND = 12; // rows drawn above and below what is seen

/**
 * A list of any length: only the rows in sight are in the page. Up, Down, PageUp, PageDown, Home and End move the
 * current row and fire `move` with its place; Enter or a click fires `pick` with the row, Space `mark`. A page one
 * has just come to gives it the keys.
 */
class LongList extends ZfElement {
  static properties = { columns: {}, rows: {}, caption: {}, at: { state: true }, top: { state: true } };

  constructor() {
    super();
    /** @type {import("./table.js").Column<any>[]} */ this.columns = [];
    /** @type {any[]} */ this.rows = [];
    this.caption = "";
    this.at = 0;
    this.top = 0;
    this.rowHeight = 0;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    this.rowHeight ||= parseFloat(getComputedStyle(document.documentElement).fontSize) * 2;
    if (changed.has("rows")) this.at = Math.min(this.at, Math.max(this.rows.length - 1, 0));
  }

  firstUpdated() {
    // Never out of a field one types in, nor from under a dialog.
    const held = document.activeElement;
    if ((held === document.body || held?.closest("nav")) && !document.querySelector("dialog[open]")) this.box()?.focus({ preventScroll: true });
  }

  /** @returns {HTMLElement | null} */
  box() {
    return this.querySelector(".long-list");
  }

  page() {
    return Math.max(1, Math.floor((this.box()?.clientHeight ?? 600) / this.rowHeight) - 2);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (isComposing(event)) return;
    if (event.target !== this.box()) return;
    if (event.key === "Enter") return event.repeat ? undefined : this.pick(this.at); // a held Enter led here, it picks nothing
    if (event.key === " ") {
      event.preventDefault();
      this.tell("mark", this.at);
      return;
    }
    const last = this.rows.length - 1;
    const to = { ArrowDown: this.at + 1, ArrowUp: this.at - 1, PageDown: this.at + this.page(), PageUp: this.at - this.page(), Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.at = Math.min(Math.max(to, 0), last);
    this.dispatchEvent(new CustomEvent("move", { detail: this.at, bubbles: true }));
    this.show();
  }

  /** Brings the current row into sight. */
  show() {
    const box = this.box();
    if (!box) return;
    const y = this.at * this.rowHeight;
    if (y < box.scrollTop) box.scrollTop = y;
    else if (y + this.rowHeight * 2 > box.scrollTop + box.clientHeight) box.scrollTop = y + this.rowHeight * 2 - box.clientHeight;
  }

  /** @param {number} index */
  pick(index) {
    this.at = index;
    this.tell("pick", index);
  }

  /** @param {"pick" | "mark"} what @param {number} index */
  tell(what, index) {
    const row = this.rows[index];
    if (row !== undefined) this.dispatchEvent(new CustomEvent(what, { detail: row, bubbles: true }));
  }

  render() {
    const seen = Math.ceil((this.box()?.clientHeight || 700) / this.rowHeight);
    const from = Math.max(0, Math.floor(this.top / this.rowHeight) - BEYOND);
    const to = Math.min(this.rows.length, from + seen + 2 * BEYOND);
    const classes = (/** @type {import("./table.js").Column<any>} */ c) => classMap({ number: !!c.number, grow: !!c.grow });
    const space = (/** @type {number} */ rows) =>
      rows > 0 ? html`<tr aria-hidden="true"><td class="space" colspan=${this.columns.length} height=${rows * this.rowHeight}></td></tr>` : nothing;
    return html`
      <div class="long-list" tabindex="0" role="group" aria-label=${this.caption} @keydown=${this.key} @scroll=${(/** @type {any} */ e) => { this.top = e.target.scrollTop; }}>
        <table class="list pickable" aria-rowcount=${this.rows.length}>
          <thead><tr>${this.columns.map((c) => html`<th scope="col" class=${classes(c)}>${heading(c)}</th>`)}</tr></thead>
          <tbody>
            ${space(from)}
            ${this.rows.slice(from, to).map((row, i) => html`
              <tr aria-rowindex=${from + i + 1} aria-selected=${from + i === this.at} @click=${() => this.pick(from + i)}>
                ${this.columns.map((c) => html`<td class=${classes(c)}>${c.cell(row, from + i)}</td>`)}
              </tr>`)}
            ${space(this.rows.length - to)}
          </tbody>
        </table>
      </div>`;
  }
}
customElements.define("zf-long-list", LongList);
