import { html, nothing } from "lit";
import { bar } from "../../components/chart.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import * as analysis from "../../ipc/analysis.js";
import { day, money } from "../../lib/format.js";
import { go } from "../../lib/router.js";
import { paperButtons, typed } from "./shared.js";
import { AnalysisPart } from "./part.js";

/** @typedef {import("../../ipc/types/analysis/arrears").ArrearsRow} Row */
/** @typedef {import("../../ipc/types/analysis/words").SliceChoice} Slice */

/** Which axis opens when a row of another is chosen. @type {Record<string, string>} */
const NEXT = { building: "unit", unit: "home" };

/** 欠费结构: arrears by any axis; a row opens into what it is made of. */
class Arrears extends AnalysisPart {
  static properties = { view: { state: true }, error: { state: true }, words: { state: true }, choice: { state: true }, months: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/analysis/arrears").ArrearsView | undefined} */ this.view = undefined;
    /** @type {unknown} */ this.error = undefined;
    /** @type {import("../../ipc/types/analysis/arrears").ChoicesView | undefined} */ this.words = undefined;
    this.months = "6";
    /** @type {import("../../ipc/types/analysis/arrears").ArrearsChoice} */ this.choice = { by: "building", within: [], at_least: "" };
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      this.words = await analysis.choices();
    } catch (error) {
      this.error = error;
    }
    await this.load();
  }

  async load() {
    const asked = this.choice;
    try {
      const view = await analysis.arrears(asked);
      if (asked === this.choice) [this.view, this.error] = [view, undefined];
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {Partial<typeof this.choice>} change */
  choose(change) {
    this.choice = { ...this.choice, ...change };
    return this.load();
  }

  /** A row opens; a home opens at the counter. @param {Row} row */
  open(row) {
    const { by, within } = this.choice;
    if (by === "home") return go("counter", row.name.split(" ")[0]);
    const taken = new Set([...within.map((s) => s.axis), by]);
    const next = NEXT[by] ?? ["building", "unit", "home"].find((axis) => !taken.has(axis)) ?? "home";
    return this.choose({ by: next, within: [...within, { axis: by, key: row.key }] });
  }

  /** Back to the slices before one. @param {number} at */
  back(at) {
    const left = this.choice.within[at];
    return this.choose({ by: left.axis, within: this.choice.within.slice(0, at) });
  }

  /** Who owed in many of the last twelve months, also those who have paid up since. */
  repeated() {
    if (this.choice.by !== "repeat") return nothing;
    const months = Math.min(Math.max(Number.parseInt(this.months, 10) || 6, 1), 12);
    return html`<div class="tools">
      ${typed("名单：近12个月里至少欠", this.months, (text) => { this.months = text; }, "few")}<span class="muted">个月，含后来缴清的</span>
      <span class="actions">${paperButtons(this, "多次欠费户", { list: "repeated", months })}</span>
    </div>`;
  }

  trail() {
    const { within } = this.choice;
    if (!within.length || !this.view) return nothing;
    const label = (/** @type {string} */ axis) => this.words?.axes.find((a) => a.value === axis)?.label ?? "";
    return html`<nav class="trail" aria-label="范围">
      <button class="link" @click=${() => this.back(0)}>全部</button>
      ${within.map((s, i) => html`<span class="muted">›</span>${i + 1 < within.length ? html`<button class="link" @click=${() => this.back(i + 1)}>${label(s.axis)} ${this.view?.within[i] ?? ""}</button>` : html`<b>${label(s.axis)} ${this.view?.within[i] ?? ""}</b>`}`)}
    </nav>`;
  }

  table() {
    const { view, words } = this;
    if (!view || !words) return nothing;
    const shown = words.exclusions.map((e, i) => ({ ...e, i })).filter((e) => view.total.excluded[e.i] !== 0);
    const dash = (/** @type {number} */ fen) => (fen ? money(fen) : html`<span class="muted">—</span>`);
    const axis = words.axes.find((a) => a.value === this.choice.by)?.label ?? "";
    return list({
      caption: `欠费 按${axis}`,
      columns: [
        { title: axis, cell: (/** @type {Row} */ r) => r.name },
        { title: html`<span class="visually-hidden">占比</span>`, grow: true, cell: (/** @type {Row} */ r) => html`<span class="share">${bar(r.permille / 1000)}</span>` },
        { title: "户数", number: true, cell: (/** @type {Row} */ r) => r.debtors },
        { title: "笔数", number: true, cell: (/** @type {Row} */ r) => r.charges },
        ...shown.map((e) => ({ title: e.label, number: true, cell: (/** @type {Row} */ r) => dash(r.excluded[e.i]) })),
        { title: "可催（元）", number: true, cell: (/** @type {Row} */ r) => money(r.chased) },
        { title: "逾期（元）", number: true, cell: (/** @type {Row} */ r) => money(r.total) },
      ],
      rows: view.rows,
      onPick: (/** @type {Row} */ r) => this.open(r),
      foot: html`<tr><td>合计</td><td></td><td class="number">${view.total.debtors}</td><td class="number">${view.total.charges}</td>${shown.map((e) => html`<td class="number">${dash(view.total.excluded[e.i])}</td>`)}<td class="number">${money(view.total.chased)}</td><td class="number">${money(view.total.total)}</td></tr>`,
    });
  }

  render() {
    const { view, words, choice } = this;
    if (!view || !words) return this.error ? failure(this.error) : html`<p class="muted">正在读取……</p>`;
    if (!view.rows.length && !choice.within.length && !choice.at_least) return empty("没有逾期欠费，没有可分析的。", html`<a class="button" href="#/home">回总览</a>`);
    return html`
      <div class="tools">
        <div class="chips" role="group" aria-label="按什么看">${words.axes.map((a) => html`<button class="chip" aria-pressed=${a.value === choice.by} @click=${() => this.choose({ by: a.value })}>${a.label}</button>`)}</div>
        <span class="actions">
          <input class="plain money least" inputmode="decimal" placeholder="每户不少于" aria-label="每户不少于（元）" .value=${choice.at_least} @change=${(/** @type {any} */ e) => this.choose({ at_least: e.target.value })} />
          ${paperButtons(this, "欠费分析", { list: "arrears", choice })}
        </span>
      </div>
      ${this.error ? failure(this.error) : nothing}
      <section class="panel">
        <header>${this.trail()}<p class="muted small">截至 ${day(view.as_of)}　只算逾期　${choice.by === "home" ? "Enter 打开住户" : "Enter 或点一行看里面"}；异议、分期、诉讼、空置待定的单列，不算可催</p></header>
        ${this.repeated()}
        ${view.rows.length ? this.table() : empty("这个范围里没有逾期欠费。", html`<button class="button" @click=${() => this.choose({ within: [], at_least: "" })}>看全部</button>`)}
      </section>`;
  }
}
customElements.define("zf-analysis-arrears", Arrears);
