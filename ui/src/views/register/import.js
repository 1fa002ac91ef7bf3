import { html, nothing } from "lit";
import { ZfElement } from "../../components/element.js";
import { failure } from "../../components/states.js";
import "../../components/long-list.js";
import * as app from "../../ipc/app.js";
import { intention } from "../../ipc/index.js";
import * as register from "../../ipc/register.js";
import { bind, isComposing } from "../../lib/keys.js";
import { money, day } from "../../lib/format.js";

/** @typedef {import("../../ipc/types/register/import").ImportLook} ImportLook */
/** @typedef {import("../../ipc/types/register/import").ImportRow} ImportRow */

const FATES = /** @type {const} */ ([["new", "新增"], ["changed", "有变化"], ["same", "相同"], ["refused", "不能导入"], ["left-out", "略过"]]);
/** @type {Record<string, string>} */
const WORDS = Object.fromEntries(FATES);

/** @param {ImportRow} row */
const fate = (row) => html`<span class="fate ${row.fate}">${WORDS[row.fate]}</span>`;

/** 导入台账: pick a workbook, see what every row would do, put the columns right, then say yes. */
export class Import extends ZfElement {
  static properties = { file: { state: true }, look: { state: true }, error: { state: true }, shown: { state: true }, columnsOpen: { state: true }, changing: { state: true }, done: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/wire").PickedFile | null} */ this.file = null;
    /** @type {ImportLook | undefined} */ this.look = undefined;
    /** @type {unknown} */ this.error = undefined;
    /** The rows shown, by what becomes of them; all when empty. */ this.shown = "";
    this.columnsOpen = false;
    /** Whether homes already in the register are changed as well. */ this.changing = false;
    /** Columns named by hand; none until somebody touches them. @type {import("../../ipc/register.js").NamedColumns | null} */ this.named = null;
    /** @type {import("../../ipc/types/register/import").ImportDone | undefined} */ this.done = undefined;
    this.key = intention();
  }

  connectedCallback() {
    super.connectedCallback();
    this.unbind = bind("F9", () => this.takeIn());
    this.pick();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unbind?.();
  }

  leave() {
    this.dispatchEvent(new CustomEvent("done", { bubbles: true }));
  }

  async pick() {
    try {
      const file = await app.pickFile();
      if (!file) {
        if (!this.file) this.leave();
        return;
      }
      this.file = file;
      this.named = null;
      this.key = intention();
      await this.read();
    } catch (error) {
      this.look = undefined;
      this.error = error;
    }
  }

  async read() {
    if (!this.file) return;
    try {
      this.look = await register.look(this.file.id, this.named);
      this.error = undefined;
      this.columnsOpen = this.look.problem !== null;
      this.shown = this.count("refused") ? "refused" : "";
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {string} fate */
  count(fate) {
    return this.look?.rows.filter((row) => row.fate === fate).length ?? 0;
  }

  async takeIn() {
    if (!this.file || !this.look || !this.writes()) return;
    try {
      this.done = await register.takeIn({ file: this.file.id, named: this.named, changeExisting: this.changing, key: this.key });
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  /** How many homes the yes would write. */
  writes() {
    return this.count("new") + (this.changing ? this.count("changed") : 0);
  }

  /** @param {Partial<import("../../ipc/register.js").NamedColumns>} change */
  name(change) {
    if (!this.look) return;
    this.named = { ...(this.named ?? this.look.named), ...change };
  }

  /** @param {string} letters @param {string} field */
  nameColumn(letters, field) {
    const columns = (this.named ?? this.look?.named)?.columns.filter(([of]) => of !== letters) ?? [];
    this.name({ columns: [...columns, [letters, field]] });
  }

  columnsForm() {
    const look = /** @type {ImportLook} */ (this.look);
    const row = (/** @type {"header_first" | "header_last" | "data"} */ name, /** @type {string} */ label) => html`
      <label class="field"><span>${label}</span><input inputmode="numeric" name=${name} .value=${String(look.named[name])} @change=${(/** @type {any} */ e) => this.name({ [name]: Number(e.target.value) || 0 })} /></label>`;
    return html`
      <form class="mapping panel" @submit=${(/** @type {Event} */ e) => { e.preventDefault(); this.read(); }}
        @keydown=${(/** @type {KeyboardEvent} */ e) => { if (e.key === "Enter" && isComposing(e)) e.preventDefault(); }}>
        <p class="muted">每一列按标题猜出用法；猜错了就在这里改，导入后同样标题的表会照此读取。身份证号、性别等不该收集的列不读。</p>
        <div class="row">${row("header_first", "表头第一行")}${row("header_last", "表头末行")}${row("data", "数据从第几行")}</div>
        <div class="column-list">
          ${look.columns.map((c) => html`
            <label class="field"><span><b>${c.letters}</b> ${c.heading || "（无标题）"}</span>
              <select name=${`column-${c.letters}`} ?disabled=${c.forbidden} @change=${(/** @type {any} */ e) => this.nameColumn(c.letters, e.target.value)}>
                <option value="" ?selected=${c.field === ""}>${c.forbidden ? "不收集" : "不读"}</option>
                ${look.fields.map(([key, label]) => html`<option value=${key} ?selected=${key === c.field}>${label}</option>`)}
              </select></label>`)}
        </div>
        <footer class="row end"><button class="button primary">按此重新预检</button></footer>
      </form>`;
  }

  /** What the yes does, in one line, above the rows. */
  summary() {
    const look = /** @type {ImportLook} */ (this.look);
    const chip = (/** @type {string} */ key, /** @type {string} */ name, /** @type {number} */ n) =>
      html`<button class="chip ${key}" aria-pressed=${this.shown === key} ?disabled=${n === 0 && key !== ""} @click=${() => { this.shown = key; }}>${name} <b>${n}</b></button>`;
    return html`
      <div class="chips" role="group" aria-label="按结果筛选">
        ${chip("", "全部", look.rows.length)}${FATES.map(([key, name]) => chip(key, name, this.count(key)))}
        ${look.opening > 0 ? html`<span class="muted">期初欠费 ${look.opening_homes} 户 <b>${money(look.opening)}</b> 元，截止日记为 ${day(look.opening_due)}</span>` : nothing}
      </div>`;
  }

  rows() {
    const look = /** @type {ImportLook} */ (this.look);
    const several = new Set(look.rows.map((r) => r.sheet)).size > 1;
    const rows = this.shown ? look.rows.filter((r) => r.fate === this.shown) : look.rows;
    /** @type {import("../../components/table.js").Column<ImportRow>[]} */
    const columns = [
      { title: "行", cell: (r) => (several ? `${r.sheet} ${r.row}` : r.row), number: !several },
      { title: "结果", cell: fate },
      { title: "房号", cell: (r) => r.room },
      { title: "业主", cell: (r) => r.owners },
      { title: "面积 m²", cell: (r) => r.area, number: true },
      { title: "说明", cell: (r) => html`<span title=${r.words.join("\n")}>${r.words.join("　")}</span>`, grow: true },
    ];
    return html`<zf-long-list .columns=${columns} .rows=${rows} caption="预检结果"></zf-long-list>`;
  }

  result() {
    const done = /** @type {import("../../ipc/types/register/import").ImportDone} */ (this.done);
    return html`
      <section class="panel import-done" role="status">
        <h2>第 ${done.import} 次导入完成</h2>
        <p>新增 <b>${done.added}</b> 户，更新 <b>${done.changed}</b> 户，未变 ${done.unchanged} 户${done.refused ? html`，<b class="warn">${done.refused}</b> 行没有导入` : nothing}。${done.opening > 0 ? html`期初欠费 <b>${money(done.opening)}</b> 元。` : nothing}</p>
        ${done.refused ? html`<p>没有导入的行：在表格里改好后，把同一份表再导入一次即可，已有的房屋不会重复。</p>` : nothing}
        <h3>接下来</h3>
        <ul class="next">
          <li><a href="#/register/homes">核对房屋档案</a></li>
          <li><a href="#/billing/items">设置收费项目和收费标准</a></li>
          <li><a href="#/settings">添加收费员和审批人</a></li>
        </ul>
        <footer class="row"><button class="button" @click=${this.leave}>回到导入记录</button></footer>
      </section>`;
  }

  render() {
    if (this.done) return this.result();
    if (!this.file) return this.error ? html`${failure(this.error)}<p><button class="button" @click=${this.pick}>重新选择文件</button></p>` : html`<p class="muted">请选择业主台账文件……</p>`;
    const writes = this.writes();
    return html`
      <div class="tools">
        <h2>预检：${this.file.name}</h2><span class="muted">还没有写入任何内容</span>
        <span class="actions">
          <button class="button" @click=${this.leave}>不导入了</button>
          <button class="button" @click=${this.pick}>换一个文件</button>
          <button class="button" aria-expanded=${this.columnsOpen} @click=${() => { this.columnsOpen = !this.columnsOpen; }}>列的用法</button>
          <button class="button primary" ?disabled=${!writes} @click=${this.takeIn}>${writes ? `导入 ${writes} 户` : "没有可导入的"} <kbd>F9</kbd></button>
        </span>
      </div>
      ${this.error ? failure(this.error) : nothing}
      ${this.look?.problem ? html`<div class="notice warn">${this.look.problem}</div>` : nothing}
      ${this.look && this.columnsOpen ? this.columnsForm() : nothing}
      ${this.look && !this.look.problem ? html`${this.summary()}
        ${this.count("changed") ? html`<label class="inline"><input type="checkbox" name="changing" .checked=${this.changing} @change=${(/** @type {any} */ e) => { this.changing = e.target.checked; }} /> 档案里已有的房屋也按表更新（默认不改，只列出差别）</label>` : nothing}
        ${this.rows()}` : nothing}`;
  }
}
customElements.define("zf-register-import", Import);
