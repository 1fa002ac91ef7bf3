import { html, nothing, render } from "lit";
import { askForm } from "../../components/ask-form.js";
import { ask } from "../../components/dialog.js";
import { empty } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as app from "../../ipc/app.js";
import { intention } from "../../ipc/index.js";
import * as meter from "../../ipc/meter.js";

/** The look at a workbook: which rows are noted, which are not and why; an odd row is taken when a person says so. */
class FileLook {
  /** @param {import("../../ipc/types/wire").PickedFile} file @param {string} day */
  constructor(file, day) {
    this.file = file;
    this.day = day;
    /** @type {Set<string>} */ this.accept = new Set();
    this.key = intention();
    /** @type {import("../../ipc/types/meter/intake").ReadingsRead | undefined} */ this.read = undefined;
    this.error = "";
    /** Why odd rows are taken all the same. */ this.reason = "";
  }

  async look() {
    this.read = await meter.checkFile(this.file.id, this.day, [...this.accept]);
    this.key = intention();
  }

  /** @param {number} row */
  async toggle(row) {
    if (!this.accept.delete(String(row))) this.accept.add(String(row));
    await this.look();
  }

  view() {
    const read = /** @type {import("../../ipc/types/meter/intake").ReadingsRead} */ (this.read);
    return html`
      <p>“${this.file.name}”　可记入 <b>${read.kept}</b> 个读数，账本已有 ${read.same} 行，不记入 <b class=${read.refused ? "danger" : ""}>${read.refused}</b> 行。没写日期的行按 ${this.day}。</p>
      ${read.problems.length
        ? list({
            caption: "要看的行",
            columns: [
              { title: "行", number: true, cell: (p) => p.row },
              { title: "表和房号", cell: (p) => p.what },
              { title: "内容", number: true, cell: (p) => p.value },
              { title: "情况", grow: true, cell: (p) => p.why },
              { title: "处理", cell: (p) => (p.acceptable || p.accepted ? html`<label class="inline"><input type="checkbox" .checked=${p.accepted} @change=${() => this.toggle(p.row).then(this.draw)} /><span>复核无误，记入</span></label>` : html`<span class="danger">不记入</span>`) },
            ],
            rows: read.problems,
          })
        : nothing}
      ${this.accept.size ? html`<label class="field"><span>复核说明<i aria-hidden="true"> *</i></span><input name="reason" autocomplete="off" placeholder="如：现场复核，业主有照片" .value=${this.reason} @input=${(/** @type {any} */ e) => { this.reason = e.target.value; }} /></label>` : nothing}
      ${read.missing.length ? html`<p class="notice warn">表里没有、本月也还没抄的 ${read.missing.length} 块：${read.missing.slice(0, 8).map(([code, room]) => `${code}（${room}）`).join("、")}${read.missing.length > 8 ? " 等" : ""}。</p>` : nothing}
      ${this.error ? html`<p class="notice error" role="alert">${this.error}</p>` : nothing}`;
  }

  draw = () => {
    const box = document.querySelector("dialog .file-look");
    if (box) render(this.view(), /** @type {HTMLElement} */ (box));
  };

  /** @param {(answer?: number) => void} close */
  async take(close) {
    try {
      const [number, kept] = await meter.takeFile(this.file.id, this.day, [...this.accept], this.reason, this.key);
      toast(`第 ${number} 次导入：记入 ${kept} 个读数。要撤销，见“导入记录”`);
      close(kept);
    } catch (refused) {
      this.error = /** @type {Error} */ (refused).message;
      this.draw();
    }
  }
}

/** Takes a workbook of readings in. Answers how many were noted, `undefined` when the person went back. @param {string} day */
export async function readFile(day) {
  const file = await app.pickFile();
  if (!file) return undefined;
  const look = new FileLook(file, day);
  await look.look();
  const answer = ask({
    title: "导入读数",
    body: () => html`<div class="file-look form"></div>`,
    actions: (close) => html`<button class="button" @click=${() => close()}>返回 <kbd>Esc</kbd></button><button class="button primary" @click=${() => look.take(close)}>记入没有问题的行</button>`,
  });
  look.draw();
  return answer;
}

/** @param {import("../../ipc/types/meter/intake").ReadingImport} of */
const undo = (of) =>
  askForm({
    title: `撤销第 ${of.id} 次导入`,
    text: `“${of.file}”记入的 ${of.accepted} 个读数全部作废。已经出账的不能撤销。`,
    fields: [{ name: "reason", label: "原因", required: true }],
    yes: "撤销导入",
    grave: true,
    submit: ({ reason }, key) => meter.undoFile(of.id, reason, key),
  });

/** The imports of readings; one may be taken back. Answers how many readings that took back. @returns {Promise<number | undefined>} */
export async function readingImports() {
  const imports = await meter.imports();
  const chosen = await ask({
    title: "读数导入记录",
    body: (/** @type {(answer?: import("../../ipc/types/meter/intake").ReadingImport) => void} */ close) => imports.length
      ? list({
          caption: "读数导入记录",
          columns: [
            { title: "编号", number: true, cell: (i) => i.id },
            { title: "时间", cell: (i) => i.at.slice(0, 16).replace("T", " ") },
            { title: "文件", grow: true, cell: (i) => i.file },
            { title: "记入", number: true, cell: (i) => i.accepted },
            { title: "拒绝", number: true, cell: (i) => i.refused },
            { title: "", cell: (i) => (i.undone ? html`<span class="tag">已撤销</span>` : html`<button class="link grave" @click=${() => close(i)}>撤销</button>`) },
          ],
          rows: imports,
          mark: (i) => (i.undone ? "void" : ""),
        })
      : empty("还没有导入过读数。"),
  });
  return chosen ? undo(chosen) : undefined;
}
