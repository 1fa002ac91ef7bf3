import { html, nothing, render } from "lit";
import { list } from "../../components/table.js";
import { pickFile } from "../../ipc/app.js";
import { intention } from "../../ipc/index.js";
import * as reconcile from "../../ipc/reconcile.js";
import { money } from "../../lib/format.js";
import { enterMovesOn } from "../../lib/keys.js";
import { METHODS } from "../counter/take.js";

/** @typedef {import("../../ipc/types/reconcile").StatementView} StatementView */

/** A statement on the tray: what was typed, and how it reads. */
class Statement {
  /** @param {import("../../ipc/types/wire").PickedFile} file @param {import("../../ipc/types/reconcile").AccountLine[]} accounts */
  constructor(file, accounts) {
    this.file = file;
    this.accounts = accounts;
    this.account = "";
    this.way = "transfer";
    /** Columns as said by hand; the office finds or remembers them otherwise. @type {import("../../ipc/types/reconcile").StatementMapping | null} */
    this.mapping = null;
    /** @type {StatementView | undefined} */ this.view = undefined;
    /** Whether the columns are laid open. */
    this.columns = false;
    this.error = "";
    this.key = intention();
  }

  async read() {
    try {
      this.view = await reconcile.preview(this.file.id, this.mapping);
      this.columns ||= !this.view.readable;
      this.error = "";
    } catch (refused) {
      this.error = /** @type {Error} */ (refused).message;
    }
  }

  /** A column is said to hold something else. @param {string} letters @param {string} field */
  say(letters, field) {
    const view = /** @type {StatementView} */ (this.view);
    // Only remarks may stand in several columns.
    view.columns = view.columns.map((c) => (c.letters === letters ? { ...c, field } : field !== "remark" && c.field === field ? { ...c, field: "" } : c));
    const said = view.columns.filter((c) => c.field).map((c) => /** @type {[string, string]} */ ([c.letters, c.field]));
    this.mapping = { header: view.header, columns: said };
    return this.enough() ? this.read() : undefined;
  }

  enough() {
    const said = new Set(this.view?.columns.map((c) => c.field));
    return said.has("day") && ["income", "expense", "amount"].some((field) => said.has(field));
  }

  /** @param {string} account */
  name(account) {
    this.account = account;
    const known = this.accounts.find((a) => a.account === account.trim());
    if (known) this.way = known.method;
  }
}

/** @param {StatementView} view */
const read = (view) => html`
  <p>“${view.sheet}” 可导入 <b>${view.lines}</b> 笔${view.lines ? html`，${view.days[0]} 至 ${view.days[1]}，收入 <b>${money(view.incoming)}</b> 元，支出 <b>${money(view.outgoing)}</b> 元` : nothing}${view.left_out ? html`；合计、说明、未成交等 ${view.left_out} 行不读` : nothing}。</p>
  ${list({
    caption: "前几笔",
    columns: [
      { title: "日期", cell: (l) => l[0] },
      { title: "金额（元）", number: true, cell: (l) => money(l[1]) },
      { title: "对方", cell: (l) => l[2] },
      { title: "附言", grow: true, cell: (l) => l[3] },
    ],
    rows: view.first,
  })}
  ${view.faults.length
    ? html`<p class="danger">读不懂 ${view.faults.length} 处，这些行不导入：</p><div class="scroll">${list({
        caption: "读不懂的行",
        columns: [
          { title: "行", number: true, cell: (f) => f[0] },
          { title: "列", cell: (f) => f[1] },
          { title: "内容", cell: (f) => f[2] },
          { title: "原因", grow: true, cell: (f) => f[3] },
        ],
        rows: view.faults,
      })}</div>`
    : nothing}`;

/** @param {Statement} s @param {() => void} draw */
const columns = (s, draw) => html`
  <p class="muted">说明每一列是什么：至少要有日期，和收入、支出或金额。导入后会记住，下次同样的表格不用再选。</p>
  <div class="scroll">${list({
    caption: "列的对应",
    columns: [
      { title: "列", cell: (c) => c.letters },
      { title: "标题", grow: true, cell: (c) => c.heading },
      {
        title: "读作",
        cell: (c) => html`<select class="plain" aria-label="${c.letters} 列 ${c.heading} 读作" @change=${async (/** @type {any} */ e) => { await s.say(c.letters, e.target.value); draw(); }}>
          <option value="">不读</option>${s.view?.fields.map(([key, name]) => html`<option value=${key} ?selected=${key === c.field}>${name}</option>`)}
        </select>`,
      },
    ],
    rows: s.view?.columns ?? [],
  })}</div>`;

/** @param {Statement} s @param {() => void} draw @param {(event: Event) => void} submit @param {() => void} back */
const body = (s, draw, submit, back) => html`
  <header><h2>导入对账单　${s.file.name}</h2></header>
  <form class="body form" @submit=${submit} novalidate>
    <div class="row">
      <label class="field"><span>账户（如 建行尾号0000、微信商户）</span>
        <input name="account" list="known-accounts" autocomplete="off" .value=${s.account} @input=${(/** @type {any} */ e) => { s.name(e.target.value); draw(); }} /></label>
      <datalist id="known-accounts">${s.accounts.map((a) => html`<option value=${a.account}></option>`)}</datalist>
      <label class="field"><span>这个账户收的是</span>
        <select name="way" @change=${(/** @type {any} */ e) => { s.way = e.target.value; }}>${METHODS.filter((m) => m.code !== "cash").map((m) => html`<option value=${m.code} ?selected=${m.code === s.way}>${m.name}</option>`)}</select></label>
      ${s.view?.readable && !s.columns ? html`<button type="button" class="button" @click=${() => { s.columns = true; draw(); }}>改列的对应</button>` : nothing}
    </div>
    ${s.view && s.columns ? columns(s, draw) : nothing}
    ${s.view?.readable ? read(s.view) : s.view ? html`<p class="notice warn">认不出这张表的标题，请在上面选出日期和金额所在的列。</p>` : nothing}
    ${s.error ? html`<p class="notice error" role="alert">${s.error}</p>` : nothing}
    <footer><button type="button" class="button" @click=${back}>返回 <kbd>Esc</kbd></button>
      <button class="button primary" ?disabled=${!s.view?.lines}>导入 ${s.view?.lines ?? 0} 笔</button></footer>
  </form>`;

/**
 * Takes a statement in: pick the file, say whose account it is, look how it reads, yes. Posts no money.
 * @param {import("../../ipc/types/reconcile").AccountLine[]} accounts the known ones
 * @returns {Promise<import("../../ipc/types/reconcile").StatementDone | undefined>} nothing when the person went back
 */
export async function takeStatement(accounts) {
  const file = await pickFile();
  if (!file) return undefined;
  const s = new Statement(file, accounts);
  await s.read();
  return new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.className = "wide";
    dialog.setAttribute("aria-label", "导入对账单");
    /** @type {import("../../ipc/types/reconcile").StatementDone | undefined} */ let taken;
    const draw = () => render(body(s, draw, submit, () => dialog.close()), dialog);
    const submit = async (/** @type {Event} */ event) => {
      event.preventDefault();
      if (!s.view?.lines) return;
      try {
        taken = await reconcile.take(s.file.id, s.account, s.way, s.mapping, s.key);
        dialog.close();
      } catch (refused) {
        s.error = /** @type {Error} */ (refused).message;
        draw();
      }
    };
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(taken);
    });
    draw();
    document.body.append(dialog);
    enterMovesOn(/** @type {HTMLFormElement} */ (dialog.querySelector("form")));
    dialog.showModal();
    /** @type {HTMLElement | null} */ (dialog.querySelector("input"))?.focus();
  });
}
