import { html, nothing } from "lit";
import { ZfElement } from "../../components/element.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as counter from "../../ipc/counter.js";
import { money } from "../../lib/format.js";
import { bind } from "../../lib/keys.js";
import { go, place } from "../../lib/router.js";
import { explain } from "./explain.js";
import { showPaper } from "./show-paper.js";

/** 住户对账单 of a home: on screen, on paper, as a workbook. */
class AccountStatement extends ZfElement {
  static properties = { view: { state: true }, error: { state: true }, since: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/counter/statements").StatementView | undefined} */ this.view = undefined;
    /** @type {unknown} */ this.error = undefined;
    /** @type {number | null} */ this.account = null;
    this.since = "";
  }

  connectedCallback() {
    super.connectedCallback();
    this.room = place().rest[1] ?? "";
    this.undo = [
      bind("F2", () => go("counter")),
      bind("Escape", () => go("counter", this.room ?? "")),
      bind("F9", () => this.print()),
    ];
    this.look();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.undo?.forEach((undo) => undo());
  }

  of() {
    return { room: this.room ?? "", account: this.account, since: this.since };
  }

  async look() {
    try {
      this.view = await counter.statement(this.of());
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  print() {
    return showPaper(() => counter.statementPaper(this.of()));
  }

  async export() {
    try {
      const path = await counter.statementExport(this.of());
      if (path) toast(`已存到 ${path}`);
    } catch (refused) {
      toast(/** @type {Error} */ (refused).message);
    }
  }

  /** @param {string} since */
  from(since) {
    this.since = since.trim();
    if (!this.since || /^\d{4}-\d{1,2}-\d{1,2}$/.test(this.since)) this.look();
  }

  render() {
    const view = this.view;
    return html`
      <div class="desk-head">
        <h2>对账单　${this.room}</h2>
        <label class="inline"><span>从</span><input class="plain day" placeholder="2025-01-01" autocomplete="off" .value=${this.since} @input=${(/** @type {any} */ e) => this.from(e.target.value)} /></label>
        <div class="actions">
          <button class="button primary" ?disabled=${!view} @click=${this.print}>打印 <kbd>F9</kbd></button>
          <button class="button" ?disabled=${!view} @click=${this.export}>导出表格</button>
          <a class="button" href="#/counter/${this.room}">回到住户 <kbd>Esc</kbd></a>
        </div>
      </div>
      ${this.error ? failure(this.error) : nothing}
      ${view ? this.lines(view) : nothing}`;
  }

  /** @param {import("../../ipc/types/counter/statements").StatementView} view */
  lines(view) {
    const standing = view.balance > 0 ? html`未缴 <b>${money(view.balance)}</b> 元` : view.balance < 0 ? html`预存 <b>${money(-view.balance)}</b> 元` : "已结清";
    const accounts = [[view.account, view.owner], ...view.others].sort((a, b) => Number(a[0]) - Number(b[0]));
    return html`
      <section class="panel">
        <header>
          <h2>${view.owner}</h2><span>${standing}</span>
          ${view.others.length
            ? html`<div class="chips" role="group" aria-label="账户">${accounts.map(([id, owner]) => html`
                <button class="chip" aria-pressed=${id === view.account} @click=${() => { this.account = Number(id); this.look(); }}>${owner}</button>`)}</div>`
            : nothing}
        </header>
        ${view.lines.length
          ? list({
              caption: "对账单",
              columns: [
                { title: "日期", cell: (l) => l.date },
                { title: "事项", grow: true, cell: (l) => (l.charge ? html`<button class="link plain" @click=${() => explain(/** @type {number} */ (l.charge))}>${l.what}</button>` : l.what) },
                { title: "应收（元）", number: true, cell: (l) => (l.amount > 0 ? money(l.amount) : "") },
                { title: "已收、减少（元）", number: true, cell: (l) => (l.amount < 0 ? money(-l.amount) : "") },
                { title: "余额（元）", number: true, cell: (l) => money(l.balance) },
              ],
              rows: view.since ? [{ date: view.since, what: "此前结余", charge: null, receipt: null, amount: 0, balance: view.before }, ...view.lines] : view.lines,
            })
          : empty(view.since ? `${view.since} 以后没有往来；此前结余 ${money(view.before)} 元。` : "还没有往来。")}
      </section>`;
  }
}
customElements.define("zf-account-statement", AccountStatement);
