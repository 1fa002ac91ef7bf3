import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { bar } from "../../components/chart.js";
import { failure } from "../../components/states.js";
import { toast } from "../../components/toast.js";
import * as analysis from "../../ipc/analysis.js";
import { bind } from "../../lib/keys.js";
import { money } from "../../lib/format.js";
import { note, paperButtons, select } from "./shared.js";
import { AnalysisPart } from "./part.js";

/** @typedef {import("../../ipc/types/analysis/plan").PlanLine} Line */
/** @typedef {import("../../ipc/types/analysis/plan").ProgressView} Progress */

/** @param {Line} line */
const named = (line) => line.person || "办公室";

/** Fen as they are typed. @param {number} fen */
const plain = (fen) => money(fen).replaceAll(",", "");

/** 年度计划: what each month is to bring, and what the receipts brought. */
class Plan extends AnalysisPart {
  static properties = { view: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/analysis/plan").PlanView | undefined} */ this.view = undefined;
    /** @type {unknown} */ this.error = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.undo = [bind("F9", () => this.view && this.set(this.view.rows[0]))];
    this.load(null);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.undo?.forEach((undo) => undo());
  }

  /** @param {number | null} year */
  async load(year) {
    try {
      [this.view, this.error] = [await analysis.plan(year), undefined];
    } catch (error) {
      this.error = error;
    }
  }

  /** Sets the months of one person; only what was changed is sent. @param {Line} line @param {string[]} [proposed] */
  async set(line, proposed) {
    const { year } = /** @type {import("../../ipc/types/analysis/plan").PlanView} */ (this.view);
    const before = line.months.map((m) => (m.target === null ? "" : plain(m.target)));
    const month = (/** @type {number} */ i) => `${year}-${String(i + 1).padStart(2, "0")}`;
    const done = await askForm({
      title: `${year} 年目标：${named(line)}`,
      text: proposed ? "已填入建议数，改好再定。没有数的月份去年没有收款，请自己填。" : "不填的月份不改。改已经定过的、或已经过去的月份要写原因。",
      wide: true,
      fields: [
        ...before.map((value, i) => ({ name: `m${i}`, label: `${i + 1} 月（元）`, kind: /** @type {const} */ ("money"), value: proposed?.[i] || value, hint: line.months[i].actual ? `已收 ${money(line.months[i].actual)}` : undefined })),
        { name: "note", label: "原因", hint: "新定目标可不填" },
      ],
      yes: "定下目标",
      submit: (v, key) => analysis.setPlan({ person: line.person, targets: before.map((was, i) => /** @type {[string, string]} */ ([month(i), v[`m${i}`].trim() === was ? "" : v[`m${i}`]])), note: v.note }, key),
    });
    if (done) {
      toast(`已定 ${done} 个月的目标`);
      await this.load(year);
    }
  }

  /** From what the year before brought. @param {Line} line */
  async propose(line) {
    const { year } = /** @type {import("../../ipc/types/analysis/plan").PlanView} */ (this.view);
    const rows = await askForm({
      title: `按 ${year - 1} 年实收建议`,
      fields: [{ name: "percent", label: "去年同月的百分之几", kind: "number", value: "100", hint: "100 与去年相同，105 增加 5%；取整到元" }],
      yes: "算出建议",
      submit: (v) => analysis.propose(year, Number(v.percent) || 0),
    });
    const found = rows?.find((r) => r.person === line.person);
    if (rows && !found) toast(`${year - 1} 年没有“${named(line)}”的收款，请直接填写`);
    if (found) await this.set(line, found.months);
  }

  /** @param {Progress} p */
  static cell(p) {
    return html`<td class="number" title=${p.percent === null ? "没有目标" : `完成 ${p.percent}%`}>${p.target === null ? html`<span class="muted">—</span>` : money(p.target)}<br />${p.actual ? money(p.actual) : html`<span class="muted">—</span>`}<br /><small class="muted">${p.percent === null ? "" : `${p.percent}%`}</small></td>`;
  }

  /** @param {Line} line */
  chart(line) {
    const column = (/** @type {number} */ permille, /** @type {string} */ tone) => html`<span class="column">${bar(permille / 1000, { upright: true, whole: 0, tone })}</span>`;
    return html`
      <section class="panel">
        <header><h2>${named(line)}逐月</h2><span class="legend"><span class="key whole"></span>目标<span class="key part"></span>实收</span></header>
        <div class="pairs" role="img" aria-label="逐月目标与实收，数字见下表">
          ${line.months.map((m, i) => html`<div class="month" title="${i + 1} 月　目标 ${m.target === null ? "未定" : money(m.target)}　实收 ${money(m.actual)}"><div class="two">${column(m.target_permille, "target")}${column(m.actual_permille, "")}</div><span>${i + 1}月</span></div>`)}
        </div>
      </section>`;
  }

  render() {
    const { view } = this;
    if (!view) return this.error ? failure(this.error) : html`<p class="muted">正在读取……</p>`;
    const years = [view.now + 1, view.now, view.now - 1, view.now - 2].map((y) => ({ value: String(y), label: `${y} 年` }));
    const office = view.rows[0];
    const unset = office.year.target === null;
    return html`
      <div class="tools">
        ${select("年度", years, String(view.year), (year) => this.load(Number(year)))}
        <span class="actions">
          <button class="button" @click=${() => this.propose(office)}>按去年建议</button>
          ${paperButtons(this, "年度计划", { list: "plan", year: view.year })}
          <button class="button primary" @click=${() => this.set(office)}>定目标 <kbd>F9</kbd></button>
        </span>
      </div>
      ${this.error ? failure(this.error) : nothing}
      ${unset ? html`<p class="notice">${view.year} 年还没有定目标。可以“按去年建议”先得一份草稿，再逐月改。</p>` : nothing}
      ${this.chart(office)}
      <section class="panel">
        <div class="scroll"><table class="list plan">
          <caption class="visually-hidden">${view.year} 年计划与实收</caption>
          <thead><tr><th scope="col">责任人</th><th scope="col"><span class="visually-hidden">口径</span></th>${office.months.map((_, i) => html`<th scope="col" class="number">${i + 1}月</th>`)}<th scope="col" class="number">截至本月</th><th scope="col" class="number">全年</th></tr></thead>
          <tbody>${view.rows.map((line) => html`<tr>
            <td>${named(line)}<br /><button class="link small" @click=${() => this.set(line)}>定目标</button><br /><button class="link small" @click=${() => this.propose(line)}>按去年建议</button></td>
            <td class="muted">目标<br />实收<br /><small>完成率</small></td>
            ${line.months.map(Plan.cell)}${Plan.cell(line.to_date)}${Plan.cell(line.year)}
          </tr>`)}</tbody>
        </table></div>
        ${note(`单位：元。${view.definition}`)}
      </section>`;
  }
}
customElements.define("zf-plan", Plan);
