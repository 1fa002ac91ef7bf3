import { html, nothing } from "lit";
import { ZfElement } from "../../components/element.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import * as counter from "../../ipc/counter.js";
import { money } from "../../lib/format.js";
import { bind } from "../../lib/keys.js";
import { go } from "../../lib/router.js";
import { back } from "./last.js";

/** 押金余额表: what the office holds of others, home by home. */
class Deposits extends ZfElement {
  static properties = { list: { state: true }, all: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/counter/deposits").DepositList | undefined} */ this.list = undefined;
    this.all = false;
    /** @type {unknown} */ this.error = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.undo = [bind("F2", () => go("counter")), bind("Escape", back)];
    this.look(false);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.undo?.forEach((undo) => undo());
  }

  /** @param {boolean} all */
  async look(all) {
    this.all = all;
    try {
      this.list = await counter.deposits("", all);
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    const rows = this.list?.rows;
    return html`
      <div class="desk-head">
        <h2>押金余额表</h2>
        <label class="inline"><input type="checkbox" .checked=${this.all} @change=${(/** @type {any} */ e) => this.look(e.target.checked)} /><span>也列已结清和作废的</span></label>
        <div class="actions"><button class="button" @click=${back}>回到柜台 <kbd>Esc</kbd></button></div>
      </div>
      ${this.error ? failure(this.error) : nothing}
      ${rows?.length
        ? html`<section class="panel">${list({
            caption: "押金",
            columns: [
              { title: "房号", cell: (d) => d.room },
              { title: "名目", cell: (d) => d.purpose },
              { title: "交款人", cell: (d) => d.payer },
              { title: "收据", cell: (d) => d.receipt },
              { title: "日期", cell: (d) => d.taken },
              { title: "退还条件", grow: true, cell: (d) => d.return_when },
              { title: "收取（元）", number: true, cell: (d) => money(d.amount) },
              { title: "已退（元）", number: true, cell: (d) => money(d.returned) },
              { title: "已扣（元）", number: true, cell: (d) => money(d.deducted) },
              { title: "在押（元）", number: true, cell: (d) => money(d.held) },
              { title: "状态", cell: (d) => d.state },
            ],
            rows,
            mark: (d) => (d.state === "作废" ? "void" : ""),
            onPick: (d) => go("counter", d.room),
            foot: html`<tr><td colspan="9">共 ${rows.length} 笔</td><td class="number">${money(this.list?.held ?? 0)}</td><td></td></tr>`,
          })}</section>`
        : rows
          ? empty("没有在押的押金。收押金：打开住户，按 F6 再按 2。")
          : nothing}`;
  }
}
customElements.define("zf-deposits", Deposits);
