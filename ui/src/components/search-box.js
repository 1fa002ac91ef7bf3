import { html, nothing } from "lit";
import * as counter from "../ipc/counter.js";
import { isComposing } from "../lib/keys.js";
import { ZfElement } from "./element.js";

/**
 * The one search box: a room in any form, any part of a name, pinyin in full or its initials, the tail of a phone, a plate.
 * Fires `pick` with the home that was chosen.
 */
class SearchBox extends ZfElement {
  static properties = { hits: { state: true }, at: { state: true }, text: { state: true } };

  constructor() {
    super();
    /** @type {import("../ipc/types/counter/find").SearchHit[]} */ this.hits = [];
    this.at = 0;
    this.text = "";
    this.asked = 0;
    /** What the hits are of. */ this.found = "";
    /** Whether they are of what stands in the box, which nothing was chosen from yet. */ this.looked = false;
  }

  focus() {
    const box = /** @type {HTMLInputElement | null} */ (this.querySelector("input"));
    box?.focus();
    box?.select();
  }

  clear() {
    const box = /** @type {HTMLInputElement | null} */ (this.querySelector("input"));
    if (box) box.value = "";
    [this.text, this.hits] = ["", []];
    this.focus();
  }

  /** @param {string} text */
  async look(text) {
    this.text = text;
    const asked = ++this.asked;
    const hits = text.trim() ? await counter.search(text) : [];
    // Answers may overtake each other; only the one to the last key counts.
    if (asked === this.asked) [this.hits, this.found, this.at, this.looked] = [hits, text, 0, true];
  }

  /** @param {KeyboardEvent} event */
  async key(event) {
    if (isComposing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.hits.length) {
      event.preventDefault();
      this.at = (this.at + step + this.hits.length) % this.hits.length;
    } else if (event.key === "Enter") {
      event.preventDefault();
      // Enter may come before the answer to the last key: what was found for fewer letters is never chosen.
      if (!this.hits.length || this.found !== this.text) await this.look(this.text);
      const hit = this.hits[this.at];
      if (hit) this.pick(hit);
    } else if (event.key === "Escape" && this.hits.length) {
      // The list closes; what the box stands in stays.
      event.preventDefault();
      event.stopPropagation();
      this.hits = [];
    }
  }

  /** @param {import("../ipc/types/counter/find").SearchHit} hit */
  pick(hit) {
    [this.hits, this.looked] = [[], false];
    this.dispatchEvent(new CustomEvent("pick", { detail: hit, bubbles: true }));
  }

  render() {
    const open = this.hits.length > 0;
    const none = !open && this.text.trim() && this.found === this.text && this.looked;
    return html`
      <div class="search" role="search">
        <input class="plain" autocomplete="off" spellcheck="false" aria-label="查找住户" role="combobox"
          aria-expanded=${open} aria-controls="hits" aria-activedescendant=${open ? `hit-${this.at}` : ""}
          placeholder="房号、姓名、拼音、电话后四位、车牌"
          @input=${(/** @type {InputEvent} */ e) => this.look(/** @type {HTMLInputElement} */ (e.target).value)}
          @keydown=${this.key} />
        <ul id="hits" role="listbox" ?hidden=${!open}>
          ${this.hits.map(
            (hit, i) => html`
              <li id="hit-${i}" role="option" aria-selected=${i === this.at} @mousedown=${(/** @type {Event} */ e) => { e.preventDefault(); this.pick(hit); }}>
                <b>${hit.room}</b><span>${hit.owners || "未登记业主"}</span><span class="muted">${hit.phone}</span><span class="muted">${hit.plates.join("、")}</span>
              </li>`,
          )}
        </ul>
        ${none ? html`<p class="none" role="status">没有找到“${this.text.trim()}”。可以用房号、姓名、拼音、电话后四位或车牌。</p>` : nothing}
      </div>`;
  }
}
customElements.define("zf-search", SearchBox);
