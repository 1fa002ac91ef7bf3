import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { ZfElement } from "../../components/element.js";
import { showPapers } from "../../components/paper.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as app from "../../ipc/app.js";
import { paperBooks } from "../../ipc/counter.js";
import * as day from "../../ipc/day.js";
import { money } from "../../lib/format.js";
import { closeShift } from "./close.js";

/** So many shifts are listed at first. */
const RECENT = 40;

/** Opens a shift. Answers whether one was opened. */
export async function openShift() {
  const opened = await askForm({
    title: "开班",
    text: "清点抽屉里的备用金后开班。与上一班留存不符时要写明原因。",
    fields: [{ name: "float", label: "备用金（元）", kind: "money", required: true }, { name: "explanation", label: "与上一班留存不符的原因（相符不填）" }],
    yes: "开班",
    submit: ({ float, explanation }, key) => day.open(float, explanation, key),
  });
  if (opened) toast("已开班，可以收款了");
  return opened !== undefined;
}

/** 班次: the drawer now, its closing, the shifts before. */
class ShiftTab extends ZfElement {
  static properties = { now: { state: true }, shifts: { state: true }, today: { state: true }, every: { state: true }, missing: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/day").ShiftNow | undefined} */ this.now = undefined;
    /** @type {import("../../ipc/types/day").ShiftLine[]} */ this.shifts = [];
    this.today = "";
    /** Numbers of paper receipts nobody has accounted for. @type {string[]} */ this.missing = [];
    /** Whether every shift is listed, however long ago. */
    this.every = false;
    /** @type {unknown} */ this.error = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    try {
      const [now, shifts, { today }, books] = await Promise.all([day.shift(), day.shifts(), app.state(), paperBooks()]);
      Object.assign(this, { now, shifts, today, missing: books.flatMap((book) => book.gaps) });
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  async open() {
    if (await openShift()) this.load();
  }

  async close() {
    if (!this.now?.till) return;
    const shift = await closeShift(this.now);
    if (!shift) return;
    toast(`第 ${shift} 班已交班，本班收据不能再作废`);
    await this.load();
    const banked = this.shifts.find((line) => line.shift === shift)?.banked;
    await this.papers([() => day.shiftPaper(shift), ...(banked ? [() => day.slipPaper(shift)] : [])]);
  }

  /** @param {(() => Promise<import("../../ipc/types/wire").PaperHandle>)[]} make */
  async papers(make) {
    try {
      const handles = [];
      for (const one of make) handles.push(await one());
      await showPapers(handles);
    } catch (refused) {
      toast(/** @type {Error} */ (refused).message);
    }
  }

  /** @param {import("../../ipc/types/day").ShiftLine} line */
  async acknowledge(line) {
    const done = await askForm({
      title: `确认第 ${line.shift} 班的差异`,
      text: `${line.cashier} ${line.day}，差额 ${money(line.difference ?? 0)} 元。说明：${line.explanation}`,
      fields: [{ name: "note", label: "项目经理意见", value: "已知悉", required: true }],
      yes: "确认",
      submit: async ({ note }, key) => {
        await day.acknowledge(line.shift, note, key);
        return true;
      },
    });
    if (done) this.load();
  }

  render() {
    if (this.error) return failure(this.error);
    if (!this.now) return nothing;
    return html`
      ${this.now.unacknowledged.map((line) => html`<div class="notice warn">第 ${line.shift} 班（${line.cashier} ${line.day}）差额 ${money(line.difference ?? 0)} 元待项目经理确认：${line.explanation} <button class="link" @click=${() => this.acknowledge(line)}>确认</button></div>`)}
      ${this.now.till ? this.drawer(this.now.till) : empty(this.now.used ? "当前没有开班，开班后才能收款。" : "还没有开过班。开班后每笔收款都记入当班，交班时清点核对。", html`<button class="button primary" @click=${this.open}>开班</button>`)}
      ${this.shifts.length ? this.table() : nothing}
      ${this.missing.length ? html`<p class="notice warn">手写收据缺号：${this.missing.join("、")}。请补录，或登记写坏、遗失。<a href="#/counter/books">手写收据本</a></p>` : nothing}`;
  }

  /** @param {import("../../ipc/types/day").TillView} till */
  drawer(till) {
    /** @type {[string, number][]} */
    const parts = [["备用金", till.float], ["现金收款", till.received], ["现金退款", -till.refunded], ["收押金", till.deposits_taken], ["退押金", -till.deposits_returned]];
    return html`
      <section class="panel drawer" aria-label="当班">
        <header><h2>第 ${till.shift} 班</h2><span class="muted">${till.cashier}　${till.day}　当班</span>
          <div class="actions"><button class="button primary" @click=${this.close}>清点交班</button></div></header>
        <div class="columns">
          <div class="span-5">
            <dl class="sum">
              ${parts.filter(([, fen], i) => i < 2 || fen).map(([name, fen]) => html`<dt>${name}</dt><dd>${money(fen)}</dd>`)}
              <dt class="total">抽屉应有现金</dt><dd class="total">${money(till.expected)}</dd>
            </dl>
          </div>
          <div class="span-7">
            ${list({
              caption: "各方式收款",
              columns: [
                { title: "方式", cell: (t) => t.method },
                { title: "张数", number: true, cell: (t) => t.receipts },
                { title: "金额（元）", number: true, cell: (t) => money(t.total) },
              ],
              rows: till.takings,
              foot: html`<tr><td colspan="2">合计</td><td class="number">${money(till.total)}</td></tr>`,
            })}
          </div>
        </div>
      </section>`;
  }

  table() {
    const shown = this.every ? this.shifts : this.shifts.slice(0, RECENT);
    return html`
      <section class="panel" aria-label="以前的班次">
        <header><h2>班次</h2>
          <form class="actions row" @submit=${this.report}>
            <input class="plain day" name="day" aria-label="收费日报的日期" autocomplete="off" .value=${this.today} />
            <button class="button">收费日报</button>
          </form></header>
        ${list({
          caption: "班次",
          columns: [
            { title: "班次", number: true, cell: (s) => s.shift },
            { title: "日期", cell: (s) => s.day },
            { title: "收款人", cell: (s) => s.cashier },
            { title: "备用金（元）", number: true, cell: (s) => money(s.float) },
            { title: "交存（元）", number: true, cell: (s) => (s.banked === null ? "" : money(s.banked)) },
            { title: "差额（元）", number: true, cell: (s) => (s.difference === null ? "" : html`<span class=${s.difference ? "danger" : ""}>${money(s.difference)}</span>`) },
            { title: "状态", cell: (s) => s.state },
            { title: "说明", grow: true, cell: (s) => s.explanation },
            { title: html`<span class="visually-hidden">单据</span>`, cell: (s) => html`<span class="row-actions"><button class="link" @click=${() => this.papers([() => day.shiftPaper(s.shift)])}>班报</button><button class="link" @click=${() => this.papers([() => day.reportPaper(s.day)])}>日报</button>${s.banked ? html`<button class="link" @click=${() => this.papers([() => day.slipPaper(s.shift)])}>交款单</button>` : nothing}</span>` },
          ],
          rows: shown,
        })}
        ${shown.length < this.shifts.length ? html`<p><button class="link" @click=${() => { this.every = true; }}>看更早的 ${this.shifts.length - shown.length} 班</button></p>` : nothing}
      </section>`;
  }

  /** @param {SubmitEvent} event */
  report(event) {
    event.preventDefault();
    const typed = /** @type {HTMLInputElement} */ (/** @type {HTMLFormElement} */ (event.target).elements.namedItem("day")).value;
    this.papers([() => day.reportPaper(typed)]);
  }
}
customElements.define("zf-shift", ShiftTab);
