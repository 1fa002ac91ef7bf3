import { html, nothing } from "lit";
import { enterMovesOn } from "../../lib/keys.js";
import { intention } from "../../ipc/index.js";
import { toast } from "../../components/toast.js";
import { SettingsTab } from "./page.js";

/** @typedef {import("../../ipc/types/settings").SettingField} SettingField */

/** A form of texts that stand in the page and are saved together. */
export class TextForm extends SettingsTab {
  static properties = { ...SettingsTab.properties, fields: { state: true }, typed: { state: true } };

  constructor() {
    super();
    /** @type {SettingField[]} */ this.fields = [];
    /** What was changed and not saved yet. @type {Record<string, string>} */ this.typed = {};
    this.key = intention();
  }

  /** @param {Record<string, string>} _fields @param {string} _key @returns {Promise<void>} */
  send(_fields, _key) {
    return Promise.resolve();
  }

  firstUpdated() {
    this.armed = false;
  }

  updated() {
    const form = this.querySelector("form");
    if (form && !this.armed) {
      this.armed = true;
      enterMovesOn(form);
    }
  }

  /** @param {Event} event */
  async save(event) {
    event.preventDefault();
    if (!Object.keys(this.typed).length) return;
    await this.tried(async () => {
      await this.send(this.typed, this.key);
      this.typed = {};
      this.key = intention();
      toast("已保存");
      await this.fetch();
    });
  }

  /** @param {SettingField} f */
  control(f) {
    const value = this.typed[f.name] ?? f.value;
    const set = (/** @type {any} */ e) => {
      const { [f.name]: _, ...rest } = this.typed;
      this.typed = e.target.value === f.value ? rest : { ...rest, [f.name]: e.target.value };
    };
    if (f.options.length) return html`<select name=${f.name} @change=${set}>${f.options.map(([code, label]) => html`<option value=${code} .selected=${code === value}>${label}</option>`)}</select>`;
    return html`<input name=${f.name} autocomplete="off" spellcheck="false" .value=${value} @input=${set} />`;
  }

  /** @param {SettingField} f */
  field(f) {
    const changed = f.name in this.typed;
    return html`<label class="field ${changed ? "changed" : ""}"><span>${f.label}${changed ? html` <b class="warn">未保存</b>` : nothing}</span>${this.control(f)}${f.expected && !f.options.length ? html`<small class="muted">${f.expected}</small>` : nothing}${f.source ? html`<small class="muted">参考：${f.source}</small>` : nothing}</label>`;
  }

  buttons() {
    const changed = Object.keys(this.typed).length;
    return html`<div class="save">
      <button class="button primary" ?disabled=${!changed}>保存${changed ? `（${changed} 项）` : ""}</button>
      ${changed ? html`<button type="button" class="button" @click=${() => { this.typed = {}; }}>不保存</button>` : nothing}</div>`;
  }
}
