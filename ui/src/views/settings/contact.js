import { html } from "lit";
import { toast } from "../../components/toast.js";
import { intention } from "../../ipc/index.js";
import * as contact from "../../ipc/contact.js";
import { enterMovesOn } from "../../lib/keys.js";
import { SettingsTab } from "./page.js";

/** @type {{ name: string, label: string, hint: string }[]} */
const FIELDS = [
  { name: "call", label: "电话（每天/七天内）", hint: "最多 1/3" },
  { name: "visit", label: "上门（每天/七天内）", hint: "最多 1/1，去的人不超过两个" },
  { name: "message", label: "短信和微信（每天/七天内）", hint: "最多 1/3；同一天两种方式发同一件事算一次" },
  { name: "morning", label: "上午", hint: "9:00-12:00 之内" },
  { name: "later", label: "下午和晚上", hint: "14:00-20:00 之内" },
];

/** 联系上限: how often and when somebody may be disturbed; only ever stricter than the law's measure. */
class ContactCaps extends SettingsTab {
  constructor() {
    super();
    /** @type {Record<string, string> | undefined} */ this.values = undefined;
    this.key = intention();
    this.armed = false;
  }

  isEmpty() {
    return !this.values;
  }

  async fetch() {
    this.values = { ...(await contact.caps()) };
  }

  updated() {
    const form = this.querySelector("form");
    if (!form || this.armed) return;
    this.armed = true;
    enterMovesOn(form);
  }

  /** @param {Event} event */
  async save(event) {
    event.preventDefault();
    await this.tried(async () => {
      await contact.setCaps(/** @type {any} */ (this.values), this.key);
      this.key = intention();
      await this.fetch();
      toast("联系上限已保存。");
    });
    this.requestUpdate();
  }

  body() {
    const values = /** @type {Record<string, string>} */ (this.values);
    return html`
      <p class="notice">不得以电话、信息、上门打扰他人的私人生活安宁（民法典第一千零三十三条）。这里只能比下面的上限更严；个别确有必要的，由经理逐次写明理由。业主自己来电、来访不受限。</p>
      <form class="panel form" @submit=${this.save} novalidate>
        ${FIELDS.map((f) => html`<label class="field"><span>${f.label}</span><input name=${f.name} autocomplete="off" .value=${values[f.name] ?? ""} @input=${(/** @type {any} */ e) => { values[f.name] = e.target.value; }} /><small class="muted">${f.hint}</small></label>`)}
        <footer><button class="button primary">保存</button></footer>
      </form>`;
  }
}
customElements.define("zf-contact-caps", ContactCaps);
