import { html, nothing } from "lit";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import * as analysis from "../../ipc/analysis.js";
import { bind } from "../../lib/keys.js";
import { money } from "../../lib/format.js";
import { go } from "../../lib/router.js";
import { paperButtons, typed } from "./shared.js";
import { AnalysisPart } from "./part.js";

/** @typedef {import("../../ipc/types/analysis/arrears").HardLine} Line */

/** 例会与难题: the pack for the monthly meeting, and the debtors to talk about today. */
class Meeting extends AnalysisPart {
  static properties = { lines: { state: true }, error: { state: true }, month: { state: true }, room: { state: true } };

  constructor() {
    super();
    /** @type {Line[] | undefined} */ this.lines = undefined;
    /** @type {unknown} */ this.error = undefined;
    this.month = "";
    this.room = "";
  }

  async connectedCallback() {
    super.connectedCallback();
    this.undo = [bind("F9", () => this.pack())];
    try {
      const { today } = await analysis.choices();
      // The meeting is about the month that is over; in its last days about the running one.
      const [year, month, date] = today.split("-").map(Number);
      const back = date < 26 ? 1 : 0;
      const of = month - back;
      this.month = of > 0 ? `${year}-${String(of).padStart(2, "0")}` : `${year - 1}-12`;
      this.lines = await analysis.hard();
    } catch (error) {
      this.error = error;
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.undo?.forEach((undo) => undo());
  }

  pack() {
    return this.print(() => analysis.review(this.month));
  }

  render() {
    const { lines } = this;
    const visit = (/** @type {Line} */ l) => html`<button class="link" @click=${(/** @type {Event} */ e) => { e.stopPropagation(); this.print(() => analysis.dossier(l.room)); }}>资料包</button>`;
    return html`
      ${this.error ? failure(this.error) : nothing}
      <section class="panel">
        <header><h2>月度例会资料</h2></header>
        <div class="tools">
          ${typed("月份", this.month, (month) => { this.month = month; }, "months")}
          <button class="button primary" ?disabled=${!this.month} @click=${() => this.pack()}>做例会资料 <kbd>F9</kbd></button>
          <span class="muted small">收缴率、账龄、欠费结构、催缴效果、投诉与服务、计划与活动、责任人、重点户（房号、姓名已脱敏）、会议决定，一份 PDF</span>
        </div>
        <div class="tools">
          ${typed("房号", this.room, (room) => { this.room = room; }, "months")}
          <button class="button" @click=${() => this.print(() => analysis.dossier(this.room))}>做催缴资料包</button>
          <span class="muted small">上门或面谈前带着：欠费明细、收费依据、本楼服务记录、未办结工单、联系与承诺、缴费方式</span>
        </div>
      </section>
      <section class="panel">
        <header><h2>难题讨论清单</h2><span class="muted">${lines?.length ? `${lines.length} 户，最急的在前` : ""}</span>
          <div class="actions">${lines?.length ? paperButtons(this, "难题清单", { list: "hard" }) : nothing}</div></header>
        ${!lines ? html`<p class="muted">正在读取……</p>` : !lines.length
          ? empty("今天没有要一起商量的户：没有时效将届满、多次失约、联系不上或长期拖欠的。")
          : list({
              caption: "难题讨论清单",
              columns: [
                { title: "房号", cell: (/** @type {Line} */ l) => l.room },
                { title: "业主", cell: (/** @type {Line} */ l) => l.owner },
                { title: "逾期（元）", number: true, cell: (/** @type {Line} */ l) => money(l.total) },
                { title: "为什么难", cell: (/** @type {Line} */ l) => html`<span class="whys">${l.whys.map((why, i) => html`<span class="tag ${i === 0 && l.barring ? "danger" : ""}">${why}</span>`)}</span>` },
                { title: "办法", grow: true, cell: (/** @type {Line} */ l) => html`<span class="way">${l.way}${l.tickets ? html`<span class="warn">　有 ${l.tickets} 个未办工单，先答复</span>` : nothing}</span>` },
                { title: "催到", cell: (/** @type {Line} */ l) => l.stage || html`<span class="muted">—</span>` },
                { title: "最近联系", cell: (/** @type {Line} */ l) => l.contact || html`<span class="muted">没有</span>` },
                { title: "时效届满", cell: (/** @type {Line} */ l) => l.limitation },
                { title: "责任人", cell: (/** @type {Line} */ l) => l.steward || html`<span class="muted">未指定</span>` },
                { title: html`<span class="visually-hidden">操作</span>`, cell: visit },
              ],
              rows: lines,
              onPick: (/** @type {Line} */ l) => go("counter", l.room),
            })}
      </section>`;
  }
}
customElements.define("zf-meeting", Meeting);
