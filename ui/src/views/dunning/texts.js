import { html, nothing } from "lit";
import { ZfElement } from "../../components/element.js";
import { failure } from "../../components/states.js";
import { confirmed } from "../../components/dialog.js";
import { toast } from "../../components/toast.js";
import { intention } from "../../ipc/index.js";
import * as words from "../../ipc/words.js";
import { bind } from "../../lib/keys.js";
import { findingsView } from "./findings.js";

/** @typedef {import("../../ipc/types/words").TextView} TextView */

/** 文案: the texts of letters and messages, checked while they are typed. */
class LetterTexts extends ZfElement {
  static properties = { texts: { state: true }, at: { state: true }, typed: { state: true }, findings: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {TextView[]} */ this.texts = [];
    this.at = 0;
    this.typed = "";
    /** @type {import("../../ipc/types/words").FindingsView | undefined} */ this.findings = undefined;
    /** @type {unknown} */ this.error = undefined;
    this.key = intention();
  }

  connectedCallback() {
    super.connectedCallback();
    this.undo = bind("Ctrl+S", () => this.save());
    this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.undo?.();
  }

  get text() {
    return this.texts[this.at];
  }

  async load() {
    try {
      this.texts = await words.texts();
      this.show(this.texts.findIndex((t) => !t.message));
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {number} at */
  show(at) {
    this.at = at;
    this.typed = this.text?.text ?? "";
    this.findings = this.text?.findings;
    this.error = undefined;
    this.key = intention();
  }

  /** @param {number} at */
  async choose(at) {
    if (this.typed !== this.text.text && !(await confirmed("文案还没有保存", `“${this.text.name}”改过了，没有保存。`, "放弃修改", { grave: true }))) return;
    this.show(at);
  }

  /** @param {string} typed */
  async type(typed) {
    this.typed = typed;
    const found = await words.check(this.text.code, typed);
    if (this.typed === typed) this.findings = found;
  }

  /** Puts a field where the cursor is. @param {string} name */
  put(name) {
    const area = /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));
    area.setRangeText(`{${name}}`, area.selectionStart, area.selectionEnd, "end");
    area.focus();
    this.type(area.value);
  }

  /** @param {string} [text] */
  async save(text = this.typed) {
    try {
      const kept = await words.keep(this.text.code, text, this.key);
      this.texts = this.texts.map((t) => (t.code === kept.code ? kept : t));
      this.show(this.at);
      toast(kept.own ? `已保存：${kept.name}` : `${kept.name}已改回自带的文字`);
    } catch (error) {
      this.error = error;
      this.key = intention();
    }
  }

  renderList() {
    const item = (/** @type {TextView} */ t, /** @type {number} */ i) => html`
      <li><button class="link" aria-current=${i === this.at ? "true" : "false"} @click=${() => this.choose(i)}>${t.name}${t.own ? html`<small class="muted">本单位</small>` : nothing}${t.findings.clean ? nothing : html`<small class="danger">要改</small>`}</button></li>`;
    const part = (/** @type {string} */ name, /** @type {boolean} */ message) => html`<h2>${name}</h2><ul>${this.texts.map((t, i) => (t.message === message ? item(t, i) : nothing))}</ul>`;
    return html`<nav class="panel letters" aria-label="文案">${part("信函", false)}${part("短信、微信", true)}</nav>`;
  }

  render() {
    const text = this.text;
    if (!text) return this.error ? failure(this.error) : nothing;
    const chip = (/** @type {string} */ name, /** @type {boolean} */ needed) => html`<button class="chip" @click=${() => this.put(name)}>${name}${needed ? html`<i class="danger" aria-label="必填">*</i>` : nothing}</button>`;
    const changed = this.typed !== text.text;
    return html`<div class="letter-texts">${this.renderList()}
      <section class="panel"><header><h2>${text.name}</h2><span class="actions">
          ${text.own ? html`<button class="button" @click=${() => this.save("")}>改回自带的文字</button>` : nothing}
          <button class="button primary" ?disabled=${!changed || !this.findings?.clean} @click=${() => this.save()}>保存 <kbd>Ctrl+S</kbd></button></span></header>
        ${this.error ? failure(this.error) : nothing}
        <textarea rows=${text.message ? 4 : 9} aria-label=${text.name} spellcheck="false" .value=${this.typed} @input=${(/** @type {any} */ e) => this.type(e.target.value)}></textarea>
        <p class="muted">一行一段；整段的字段都为空时，这一段不印。点下面的字段插入，带 <i class="danger">*</i> 的不能少。${text.message ? "一条短信 70 字（含签名）。" : "表格、落款各占一行。"}</p>
        <div class="chips wrap" role="group" aria-label="字段">${text.needs.map((n) => chip(n, true))}${text.fields.map((n) => chip(n, false))}</div>
        ${findingsView(this.findings)}
      </section></div>`;
  }
}
customElements.define("zf-letter-texts", LetterTexts);
