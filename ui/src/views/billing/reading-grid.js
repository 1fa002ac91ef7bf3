import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { ZfElement } from "../../components/element.js";
import { intention } from "../../ipc/index.js";
import * as meter from "../../ipc/meter.js";
import { isComposing } from "../../lib/keys.js";

/** @typedef {import("../../ipc/types/meter/round").RoundLine} RoundLine */
/**
 * What happens in one line: what is typed, what was said about it, and whether it is being noted.
 * @typedef {{ typed: string, sent: string, key: string, busy: boolean, error: string, view?: import("../../ipc/types/meter/round").ReadingView, why: string }} Entry
 */

/**
 * The sheet of a month as a column of fields: Enter and Down go to the next, Up to the one before; whatever is left is
 * checked against the reading before and noted at once, unless a person has to look again.
 */
class ReadingGrid extends ZfElement {
  static properties = { lines: {}, day: {} };

  constructor() {
    super();
    /** @type {RoundLine[]} */ this.lines = [];
    this.day = "";
    /** @type {Map<string, Entry>} */ this.entries = new Map();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    // What was read from the book anew counts; only what is still in doubt stays typed.
    if (changed.has("lines")) for (const [of, entry] of this.entries) if (!entry.view && !entry.error) this.entries.delete(of);
  }

  /** @param {RoundLine} line @returns {Entry} */
  entry(line) {
    let entry = this.entries.get(line.meter);
    if (!entry) this.entries.set(line.meter, (entry = { typed: line.estimate ? "" : line.value, sent: line.estimate ? "" : line.value, key: intention(), busy: false, error: "", why: "" }));
    return entry;
  }

  /** @param {RoundLine} line @param {string} typed */
  type(line, typed) {
    const entry = this.entry(line);
    Object.assign(entry, { typed, error: "", view: undefined, key: intention() });
    this.requestUpdate();
  }

  /** Checks and notes what stands in a line. @param {RoundLine} line @param {{ accept?: boolean, rollover?: boolean }} [how] */
  async commit(line, { accept = false, rollover = false } = {}) {
    const entry = this.entry(line);
    const value = entry.typed.trim();
    if (entry.busy || !value || value === entry.sent) return;
    entry.busy = true;
    const form = { meter: line.meter, value, day: this.day, rollover, corrects: null, note: entry.why, accept };
    try {
      if (!accept) {
        const view = await meter.judge(form);
        if (view.doubts.length) {
          entry.view = view;
          return;
        }
      }
      Object.assign(line, await meter.note(form, entry.key), { value, day: this.day, estimate: false });
      Object.assign(entry, { sent: value, view: undefined, error: "" });
      this.dispatchEvent(new CustomEvent("noted", { detail: line, bubbles: true }));
    } catch (refused) {
      entry.error = /** @type {Error} */ (refused).message;
    } finally {
      entry.busy = false;
      this.requestUpdate();
    }
  }

  /** A person looked again: the reading stands, and the next meter is up. @param {RoundLine} line */
  async accept(line) {
    const entry = this.entry(line);
    if (entry.why.trim()) {
      const next = this.fields().find((f) => !f.value);
      await this.commit(line, { accept: true });
      if (!entry.view && !entry.error) next?.focus();
      return;
    }
    entry.error = "请写明复核的情况，如“漏水，已告知业主”。";
    this.requestUpdate();
  }

  /** The fields that can still be filled in, from top to bottom. */
  fields() {
    return /** @type {HTMLInputElement[]} */ ([...this.querySelectorAll("input.reading:not(:disabled)")]);
  }

  /** @param {KeyboardEvent} event @param {RoundLine} line */
  key(event, line) {
    const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || isComposing(event)) return;
    event.preventDefault();
    const fields = this.fields();
    const next = fields[fields.indexOf(/** @type {any} */ (event.target)) + step];
    next?.focus();
    next?.select();
    this.commit(line);
  }

  /** What there is to say about a line. @param {RoundLine} line @param {Entry} entry */
  state(line, entry) {
    if (entry.error) return html`<span class="danger">${entry.error}</span>`;
    if (entry.view) return html`<span class="warn">${entry.view.doubts.join("；")}</span>`;
    if (line.estimate) return html`<span class="muted">估抄 ${line.value}，填实抄数即更正</span>`;
    return nothing;
  }

  /** The way on from a doubt. @param {RoundLine} line @param {Entry} entry */
  doubt(line, entry) {
    if (!entry.view) return nothing;
    const confirm = (/** @type {KeyboardEvent} */ e) => {
      if (e.key !== "Enter" || isComposing(e)) return;
      e.preventDefault();
      this.accept(line);
    };
    return html`
      <tr class="doubt"><td colspan="9"><div class="row">
        ${entry.view.acceptable
          ? html`<input class="plain" aria-label="${line.meter} 复核情况" placeholder="复核无误的，写明情况后按 Enter" .value=${entry.why} @input=${(/** @type {any} */ e) => { entry.why = e.target.value; }} @keydown=${confirm} />
              <button class="button" @click=${() => this.accept(line)}>无误，记入</button>`
          : html`<span class="muted">请核对后重填。</span>`}
        ${entry.view.lower ? html`<button class="button" @click=${() => this.commit(line, { rollover: true })}>表走过了零（归零）</button><span class="muted">换过表的，请到“表计”里办换表。</span>` : nothing}
      </div></td></tr>`;
  }

  /** @param {RoundLine} line */
  line(line) {
    const entry = this.entry(line);
    const noted = line.reading > 0 && !line.estimate;
    if (noted) entry.typed = entry.sent = line.value;
    const act = (/** @type {string} */ name) => this.dispatchEvent(new CustomEvent(name, { detail: line, bubbles: true }));
    return html`
      <tr>
        <td>${line.room}</td><td class="aside">${line.kind}</td><td>${line.meter}</td>
        <td class="muted aside">${line.before_day}</td><td class="number">${line.before}</td>
        <td class="number"><input class="reading" inputmode="decimal" autocomplete="off" aria-label="${line.room} ${line.meter} 本期读数" ?disabled=${noted} aria-invalid=${entry.view || entry.error ? "true" : "false"}
          .value=${entry.typed} @input=${(/** @type {any} */ e) => this.type(line, e.target.value)} @change=${() => this.commit(line)} @keydown=${(/** @type {KeyboardEvent} */ e) => this.key(e, line)} /></td>
        <td class="number"><b>${line.usage}</b></td><td class="number muted aside">${line.average}</td>
        <td class="grow">${noted
          ? html`<span class="row-actions"><span class="muted">${line.day}</span><button class="link" @click=${() => act("correct")}>更正</button><button class="link grave" @click=${() => act("void")}>作废</button></span>`
          : this.state(line, entry)}</td>
      </tr>
      ${this.doubt(line, entry)}`;
  }

  render() {
    return html`
      <table class="list">
        <caption class="visually-hidden">抄表录入</caption>
        <thead><tr>
          <th scope="col">房号</th><th scope="col" class="aside">类别</th><th scope="col">表号</th><th scope="col" class="aside">上期</th><th scope="col" class="number">上期读数</th>
          <th scope="col" class="number">本期读数</th><th scope="col" class="number">用量</th><th scope="col" class="number aside">月均</th><th scope="col" class="grow">情况</th>
        </tr></thead>
        <tbody>${repeat(this.lines, (line) => line.meter, (line) => this.line(line))}</tbody>
      </table>`;
  }
}
customElements.define("zf-reading-grid", ReadingGrid);
