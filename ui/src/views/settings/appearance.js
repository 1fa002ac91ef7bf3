import { html } from "lit";
import * as settings from "../../ipc/settings.js";
import { SettingsTab } from "./page.js";

/** @typedef {import("../../ipc/types/settings").Appearance} Appearance */

/** @type {{ name: keyof Appearance, label: string, options: [string, string, string][] }[]} */
const CHOICES = [
  { name: "type_size", label: "字号", options: [["standard", "标准", "一屏看得最多"], ["large", "大", "约 130%"], ["huge", "特大", "200%，看得最清楚"]] },
  { name: "theme", label: "明暗", options: [["system", "跟随系统", ""], ["light", "浅色", ""], ["dark", "深色", ""]] },
  { name: "contrast", label: "对比度", options: [["normal", "柔和", ""], ["high", "高对比", "线条和灰字都用最深的颜色"]] },
];

/** 外观: remembered on this machine. */
class AppearanceTab extends SettingsTab {
  static properties = { ...SettingsTab.properties, now: { state: true } };

  constructor() {
    super();
    /** @type {Appearance} */ this.now = { theme: "system", type_size: "standard", contrast: "normal" };
  }

  async fetch() {
    this.now = await settings.appearance();
  }

  /** @param {keyof Appearance} name @param {string} value */
  async choose(name, value) {
    this.now = /** @type {Appearance} */ ({ ...this.now, [name]: value });
    /** @type {any} */ (globalThis).zfAppearance?.(this.now);
    await this.tried(() => settings.setAppearance(this.now));
  }

  body() {
    return html`<div class="groups">${CHOICES.map((c) => html`
      <div class="panel radios" role="radiogroup" aria-label=${c.label}><h2>${c.label}</h2>
        ${c.options.map(([value, label, hint]) => html`
          <label><input type="radio" name=${c.name} value=${value} .checked=${this.now[c.name] === value} @change=${() => this.choose(c.name, value)} /><span>${label}</span><small class="muted">${hint}</small></label>`)}
      </div>`)}</div>
      <p class="muted">马上生效，记在这台电脑上。</p>`;
  }
}
customElements.define("zf-appearance", AppearanceTab);
