import { html, nothing } from "lit";
import { ZfElement } from "../components/element.js";
import * as app from "../ipc/app.js";
import { bind, enterMovesOn } from "../lib/keys.js";
import { go } from "../lib/router.js";
import { START_RULES } from "../lib/words.js";

/**
 * A field of the new office: why it is needed stands under it, an example in it.
 * @typedef {{ name: string, label: string, why: string, example?: string, options?: string[], required?: boolean, wide?: boolean }} Asked
 */

/** @type {{ title: string, fields: Asked[] }[]} */
const SECTIONS = [
  {
    title: "服务中心",
    fields: [
      { name: "office", label: "服务中心名称", why: "印在每张收据、通知单的抬头。", example: "青禾苑物业服务中心", required: true, wide: true },
      { name: "estate", label: "小区名称", why: "通知单和公示上的小区名。", example: "青禾苑" },
      { name: "company", label: "物业公司名称", why: "合同的一方，催缴函和协议要写。", example: "青禾物业服务有限公司" },
      { name: "address", label: "地址", why: "业主来缴费、寄信的地方。", example: "青禾路 1 号 3 号楼底商", wide: true },
      { name: "phone", label: "咨询电话", why: "业主对账单有疑问时打的电话。", example: "0571-80000000" },
      { name: "complaint_phone", label: "投诉电话", why: "收费通知单和收费公示必须有。", example: "0571-80000001" },
      { name: "hours", label: "柜台时间", why: "印在通知单上，免得业主白跑。", example: "每天 8:30—18:00，周末照常", wide: true },
    ],
  },
  {
    title: "合同与收款",
    fields: [
      { name: "charging_form", label: "计费形式", why: "包干制：收费盈亏归物业；酬金制：按约定提取酬金。收支公示按此列项。", options: ["", "包干制", "酬金制"] },
      { name: "contract", label: "合同名称", why: "催缴函写明依据哪份合同。", example: "《青禾苑物业服务合同》" },
      { name: "contract_clause", label: "收费条款", why: "合同里约定收费标准的条款。", example: "第十二条" },
      { name: "account_name", label: "收款户名", why: "印在通知单上，业主转账用。", example: "青禾物业服务有限公司" },
      { name: "bank", label: "开户行", why: "业主转账时填。", example: "示例银行青禾支行" },
      { name: "account_number", label: "账号", why: "业主转账时填。", example: "0000 0000 0000 0000" },
    ],
  },
  {
    title: "从哪一天、哪一号开始",
    fields: [
      { name: "go_live", label: "上线日期", why: "此日之前的欠费从台账一次性带入，之后的由账房出账。", example: "2026-01-01" },
      { name: "first_receipt", label: "首张收据号", why: "接着旧收据本的号往下编，不断号。", example: "1201" },
    ],
  },
];

/** 首次使用: no book is open yet. One page: make the office, try the demo, or bring a backup back. */
export class FirstRun extends ZfElement {
  static properties = { local: { state: true }, error: { state: true }, busy: { state: true } };

  constructor() {
    super();
    /** @type {import("../ipc/types/app").LocalParameter[]} */ this.local = [];
    this.error = "";
    this.busy = false;
    /** @type {(() => void)[]} */ this.unbind = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.unbind = [bind("F9", () => this.form()?.requestSubmit())];
    app.neutralLocality().then((local) => { this.local = local; }, () => {});
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unbind.forEach((undo) => undo());
  }

  /** @returns {HTMLFormElement | null} */
  form() {
    return this.querySelector("form");
  }

  firstUpdated() {
    const form = /** @type {HTMLFormElement} */ (this.form());
    enterMovesOn(form);
    /** @type {HTMLElement | null} */ (form.querySelector("[name=office]"))?.focus({ preventScroll: true });
  }

  /** Does one thing at a time; a refusal stands on the page and what was typed stays. @param {() => Promise<unknown>} act @param {string[]} [next] */
  async tried(act, next = ["home"]) {
    if (this.busy) return;
    this.busy = true;
    this.error = "";
    try {
      if (await act()) {
        go(...next);
        this.dispatchEvent(new CustomEvent("opened", { bubbles: true }));
      }
    } catch (error) {
      this.error = /** @type {Error} */ (error).message;
    }
    this.busy = false;
  }

  /** @param {Event} event */
  create(event) {
    event.preventDefault();
    const typed = new FormData(/** @type {HTMLFormElement} */ (this.form()));
    const value = (/** @type {string} */ name) => String(typed.get(name) ?? "").trim();
    const profile = SECTIONS.flatMap((s) => s.fields).map((f) => /** @type {[string, string]} */ ([f.name, value(f.name)]));
    const locality = this.local.map((p) => /** @type {[string, string]} */ ([p.name, value(`local.${p.name}`)]));
    if (!value("office")) {
      this.error = "请填写服务中心名称。其他各项可以先空着，以后在“设置”里补。";
      /** @type {HTMLElement | null} */ (this.querySelector("[name=office]"))?.focus();
      return undefined;
    }
    return this.tried(() => app.createBook({ profile, locality }), ["register", "imports"]);
  }

  /** @param {Asked} f */
  field(f) {
    return html`
      <label class="field ${f.wide ? "wide" : ""}">
        <span>${f.label}${f.required ? html`<i aria-hidden="true"> *</i>` : nothing}</span>
        ${f.options
          ? html`<select name=${f.name}>${f.options.map((o) => html`<option value=${o}>${o || "以后再定"}</option>`)}</select>`
          : html`<input name=${f.name} autocomplete="off" spellcheck="false" placeholder=${f.example ? `例：${f.example}` : ""} aria-required=${f.required ? "true" : nothing} />`}
        <small class="muted">${f.why}</small>
      </label>`;
  }

  render() {
    return html`
      <header class="welcome">
        <div><h1>账房</h1><p class="muted">这台电脑上还没有账本。账本是一个文件，只存在本机，不联网。</p></div>
        <div class="doors">
          <button class="button" type="button" ?disabled=${this.busy} @click=${() => this.tried(app.openDemo)}>先看演示账本</button>
          <button class="button" type="button" ?disabled=${this.busy} @click=${() => this.tried(app.bringBack)}>从备份恢复……</button>
        </div>
      </header>
      <form class="panel" @submit=${this.create} novalidate>
        <h2>建立本服务中心的账本</h2>
        <p class="muted">只有名称必填，其余随时可在“设置”里补。按 <kbd>Enter</kbd> 到下一格，按 <kbd>F9</kbd> 直接建账。</p>
        ${SECTIONS.map((s) => html`<fieldset><legend>${s.title}</legend>${s.fields.map((f) => this.field(f))}</fieldset>`)}
        <details>
          <summary>地方规定<span class="muted">　各地不同，先用中性的默认值，以后可改</span></summary>
          <div class="fields">
            ${this.local.map((p) => html`
              <label class="field"><span>${p.label}</span>${p.name === "start_rule"
                ? html`<select name="local.start_rule">${START_RULES.map((r) => html`<option value=${r.value} ?selected=${r.value === p.value}>${r.label}</option>`)}</select><small class="muted">月中交房、过户时，当月怎样收。</small>`
                : html`<input name=${`local.${p.name}`} autocomplete="off" .defaultValue=${p.value} /><small class="muted">${p.expected}</small>`}</label>`)}
          </div>
        </details>
        <footer>${this.error ? html`<p class="notice error" role="alert">${this.error}</p>` : nothing}<button class="button primary" ?disabled=${this.busy}>建账，接着导入业主台账 <kbd>F9</kbd></button></footer>
      </form>`;
  }
}
customElements.define("zf-first-run", FirstRun);
