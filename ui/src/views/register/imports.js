import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { ZfElement } from "../../components/element.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as register from "../../ipc/register.js";
import "./import.js";

/** @typedef {import("../../ipc/types/register/import").ImportLine} ImportLine */

/** 导入: what was taken in from workbooks, and the next one. */
class Imports extends ZfElement {
  static properties = { lines: { state: true }, error: { state: true }, taking: { state: true } };

  constructor() {
    super();
    /** @type {ImportLine[] | undefined} */ this.lines = undefined;
    /** @type {unknown} */ this.error = undefined;
    this.taking = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    try {
      this.lines = await register.imports();
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {ImportLine} line */
  async undo(line) {
    const homes = await askForm({
      title: `撤销第 ${line.import} 次导入`,
      text: `“${line.file}”新增的房屋会退出档案，改过的恢复原样，期初欠费红冲。导入后已经收费或改动过的，不能撤销。`,
      fields: [{ name: "reason", label: "原因", required: true, hint: "例如：选错了文件" }],
      yes: "撤销导入",
      grave: true,
      submit: (values, key) => register.undoImport(line.import, values.reason, key),
    });
    if (homes === undefined) return;
    toast(`第 ${line.import} 次导入已撤销，${homes} 户恢复到导入前。`);
    this.load();
  }

  done() {
    this.taking = false;
    this.load();
  }

  render() {
    if (this.error) return failure(this.error);
    if (this.taking) return html`<zf-register-import @done=${this.done}></zf-register-import>`;
    const take = html`<button class="button primary" @click=${() => { this.taking = true; }}>导入台账</button>`;
    if (!this.lines) return nothing;
    if (!this.lines.length) {
      return empty("还没有导入过台账。账房能读 Excel（.xlsx、.xls、.ods）和 CSV；先逐行预检，看过再写入，写入后也能整批撤销。", take);
    }
    return html`
      <div class="tools"><span class="muted">每次导入都可以整批撤销，直到其中的房屋有了账。</span><span class="actions">${take}</span></div>
      ${list({
        caption: "导入记录",
        rows: this.lines,
        columns: [
          { title: "编号", cell: (l) => l.import, number: true },
          { title: "时间", cell: (l) => l.at },
          { title: "文件", cell: (l) => l.file, grow: true },
          { title: "写入户数", cell: (l) => l.accepted, number: true },
          { title: "未导入行数", cell: (l) => l.refused, number: true },
          { title: "", cell: (l) => (l.undone ? html`<span class="muted">已撤销</span>` : html`<button class="button quiet" @click=${() => this.undo(l)}>撤销……</button>`) },
        ],
      })}`;
  }
}
customElements.define("zf-register-imports", Imports);
