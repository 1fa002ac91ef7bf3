import { html, nothing } from "lit";
import { ZfElement } from "../../components/element.js";
import { exportList } from "../../components/export-list.js";
import "../../components/long-list.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import { intention } from "../../ipc/index.js";
import * as period from "../../ipc/period.js";
import { money } from "../../lib/format.js";
import { isComposing } from "../../lib/keys.js";

/** @type {import("../../components/table.js").Column<import("../../ipc/types/period").JournalRow>[]} */
const COLUMNS = [
  { title: "日期", cell: (l) => l.day },
  { title: "凭证号", cell: (l) => l.number },
  { title: "摘要", grow: true, cell: (l) => l.summary },
  { title: "编码", cell: (l) => l.code },
  { title: "科目", cell: (l) => l.subject },
  { title: "借方（元）", number: true, cell: (l) => (l.debit === null ? "" : money(l.debit)) },
  { title: "贷方（元）", number: true, cell: (l) => (l.credit === null ? "" : money(l.credit)) },
];

/** 记账凭证 of a month: do they hold against the book, and the workbook for the accountant. */
class Vouchers extends ZfElement {
  static properties = { month: {}, journal: { state: true }, rooms: { state: true }, error: { state: true } };

  constructor() {
    super();
    this.month = "";
    /** @type {import("../../ipc/types/period").JournalView | undefined} */ this.journal = undefined;
    this.rooms = false;
    /** @type {unknown} */ this.error = undefined;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("month")) this.load();
  }

  async load() {
    const asked = this.month;
    this.journal = undefined;
    try {
      const journal = await period.journal(asked);
      if (asked === this.month) this.journal = journal;
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    if (this.error) return failure(this.error);
    if (!this.journal) return html`<p class="muted">正在生成……</p>`;
    const { journal } = this;
    if (!journal.vouchers) return empty("这个月没有要记的凭证。");
    return html`
      <section class="panel" aria-label="核对">
        <header><h2>凭证 ${journal.vouchers} 张</h2><span class="muted">借方 ${money(journal.debit)} 元，贷方 ${money(journal.credit)} 元${journal.closed ? "；已结账，不再变动" : "；未结账，还会变动"}</span>
          <div class="actions"><label class="inline"><input type="checkbox" .checked=${this.rooms} @change=${(/** @type {any} */ e) => { this.rooms = e.target.checked; }} /><span>按户列出房号</span></label>
            <button class="button primary" @click=${() => exportList("记账凭证", "period_export_vouchers", { period: this.month, rooms: this.rooms })}>导出 Excel</button></div></header>
        ${list({
          caption: "凭证与账本核对",
          columns: [
            { title: "核对", grow: true, cell: (t) => t.name },
            { title: "月初（元）", number: true, cell: (t) => money(t.opening) },
            { title: "凭证发生（元）", number: true, cell: (t) => money(t.moved) },
            { title: "月末（元）", number: true, cell: (t) => money(t.closing) },
            { title: "差额（元）", number: true, cell: (t) => html`<span class=${t.difference ? "danger" : ""}>${money(t.difference)}</span>` },
          ],
          rows: journal.trial,
        })}
        ${journal.sound ? nothing : html`<p class="notice error">凭证与账本不符，请先到“设置—备份”核对账本，不要交给财务。</p>`}
      </section>
      <zf-long-list caption="凭证" .columns=${COLUMNS} .rows=${journal.lines}></zf-long-list>`;
  }
}
customElements.define("zf-vouchers", Vouchers);

/** 科目对照: a grid of subjects; a cell left is a cell saved, Enter goes one down. */
class Subjects extends ZfElement {
  static properties = { rows: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/period").SubjectLine[]} */ this.rows = [];
    /** @type {unknown} */ this.error = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    try {
      this.rows = await period.subjects();
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {import("../../ipc/types/period").SubjectLine} row @param {"code" | "name"} field @param {HTMLInputElement} cell */
  async save(row, field, cell) {
    const typed = { code: row.code, name: row.name, [field]: cell.value.trim() };
    if (typed[field] === row[field]) return;
    try {
      this.rows = await period.nameSubject(row.purpose, typed.code, typed.name, intention());
      this.error = undefined;
      toast(`${row.meaning}：${typed.code} ${typed.name}`);
    } catch (refused) {
      cell.value = row[field];
      this.error = refused;
    }
  }

  /** @param {KeyboardEvent} event */
  down(event) {
    const step = /** @type {Record<string, number>} */ ({ Enter: 1, ArrowDown: 1, ArrowUp: -1 })[event.key];
    if (!step || isComposing(event)) return;
    event.preventDefault();
    const cell = /** @type {HTMLInputElement} */ (event.target);
    const column = /** @type {HTMLInputElement[]} */ ([...this.querySelectorAll(`input[name="${cell.name}"]`)]);
    const next = column[column.indexOf(cell) + step];
    if (next) {
      next.focus();
      next.select();
    } else {
      cell.blur();
    }
  }

  render() {
    const cell = (/** @type {any} */ row, /** @type {"code" | "name"} */ field, /** @type {string} */ label) =>
      html`<input class="plain" name=${field} autocomplete="off" spellcheck="false" aria-label="${row.meaning} ${label}" .value=${row[field]} @keydown=${this.down} @change=${(/** @type {any} */ e) => this.save(row, field, e.target)} />`;
    return html`
      ${this.error ? failure(this.error) : nothing}
      <section class="panel subjects" aria-label="科目对照">
        <header><h2>科目对照</h2><span class="muted">按财务的科目表填写；改完一格自动保存。已结账月份的凭证不变。</span></header>
        ${list({
          caption: "科目对照",
          columns: [
            { title: "用途", cell: (s) => s.meaning },
            { title: "科目编码", cell: (s) => cell(s, "code", "科目编码") },
            { title: "科目名称", grow: true, cell: (s) => cell(s, "name", "科目名称") },
          ],
          rows: this.rows,
        })}
      </section>`;
  }
}
customElements.define("zf-subjects", Subjects);
