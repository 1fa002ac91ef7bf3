import { html, nothing } from "lit";
import { ZfElement } from "../../components/element.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import * as app from "../../ipc/app.js";
import * as counter from "../../ipc/counter.js";
import { money } from "../../lib/format.js";
import { bind, isComposing } from "../../lib/keys.js";
import { go } from "../../lib/router.js";
import { back } from "./last.js";
import { openReceipt, printAgain, voidReceipt } from "./receipt.js";

/** The receipts of a day: print again, void. */
class Receipts extends ZfElement {
  static properties = { found: { state: true }, day: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/counter/receipts").ReceiptList | undefined} */ this.found = undefined;
    this.day = "";
    /** @type {unknown} */ this.error = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.undo = [bind("F2", () => go("counter")), bind("Escape", back)];
    app.state().then((state) => this.show(state.today));
    this.updateComplete.then(() => /** @type {HTMLInputElement | null} */ (this.querySelector("[name=number]"))?.focus());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.undo?.forEach((undo) => undo());
  }

  /** @param {string} day */
  async show(day) {
    this.day = day;
    try {
      this.found = await counter.receipts(day, day);
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {string} number */
  async open(number) {
    try {
      if (await openReceipt(number)) await this.show(this.day);
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {import("../../ipc/types/counter/receipts").ReceiptLine} line */
  async void(line) {
    if (await voidReceipt(line)) await this.show(this.day);
  }

  render() {
    const found = this.found;
    return html`
      <div class="desk-head">
        <label class="inline"><span>收据号</span><input class="plain day" name="number" inputmode="numeric" placeholder="任何一天的" autocomplete="off" @keydown=${(/** @type {any} */ e) => { if (e.key === "Enter" && !isComposing(e) && e.target.value.trim()) this.open(e.target.value); }} /></label>
        <label class="inline"><span>日期</span><input class="plain day" .value=${this.day} @change=${(/** @type {any} */ e) => this.show(e.target.value)} /></label>
        <div class="actions"><button class="button" @click=${back}>回到柜台 <kbd>Esc</kbd></button></div>
      </div>
      ${this.error ? failure(this.error) : nothing}
      ${found?.lines.length
        ? html`<section class="panel">${list({
            caption: "收据",
            columns: [
              { title: "号码", cell: (r) => r.number_text },
              { title: "时间", cell: (r) => r.at.slice(11, 16) },
              { title: "交款人", cell: (r) => r.payer },
              { title: "方式", cell: (r) => r.method },
              { title: "金额（元）", number: true, cell: (r) => money(r.total) },
              { title: "经办人", cell: (r) => r.operator },
              { title: "备注", grow: true, cell: (r) => (r.void_reason ? `作废：${r.void_reason}` : r.note) },
              { title: html`<span class="visually-hidden">操作</span>`, cell: (r) => html`<span class="row-actions"><button class="link" @click=${(/** @type {Event} */ e) => { e.stopPropagation(); printAgain(r.number); }}>补打</button>${r.void_reason ? nothing : html`<button class="link grave" @click=${(/** @type {Event} */ e) => { e.stopPropagation(); this.void(r); }}>作废</button>`}</span>` },
            ],
            rows: found.lines,
            onPick: (r) => this.open(String(r.number)),
            mark: (r) => (r.void_reason ? "void" : ""),
            foot: html`<tr><td colspan="4">有效 ${found.standing} 张，作废 ${found.voided} 张</td><td class="number">${money(found.total)}</td><td colspan="3"></td></tr>`,
          })}</section>`
        : found
          ? empty("这一天还没有收据。收款：F2 找到住户，F3 收款。")
          : nothing}`;
  }
}
customElements.define("zf-receipts", Receipts);
