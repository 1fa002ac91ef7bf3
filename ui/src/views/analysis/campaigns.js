import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { bar } from "../../components/chart.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as analysis from "../../ipc/analysis.js";
import { bind } from "../../lib/keys.js";
import { money } from "../../lib/format.js";
import { go, onMove, place } from "../../lib/router.js";
import { figure, paperButtons, rateCell } from "./shared.js";
import { AnalysisPart } from "./part.js";

/** @typedef {import("../../ipc/types/analysis/campaign").CampaignRow} Row */
/** @typedef {import("../../ipc/types/analysis/campaign").CampaignView} View */
/** @typedef {import("../../ipc/types/analysis/campaign").CampaignHomeLine} Home */
/** @typedef {import("../../ipc/types/analysis/campaign").CampaignShareLine} Share */

/** What a campaign may be limited to, one choice of each. */
const LIMITS = ["building", "reason", "stage", "age", "steward"];

/** Asks for a new campaign; the scope is counted while it is chosen. @returns {Promise<number | undefined>} */
async function start() {
  const words = await analysis.choices();
  /** @type {import("../../components/ask-form.js").Field[]} */
  const limits = [];
  for (const axis of words.axes.filter((a) => LIMITS.includes(a.value))) {
    const { rows } = await analysis.arrears({ by: axis.value, within: [], at_least: "" });
    limits.push({ name: `in-${axis.value}`, label: axis.label, kind: "choice", options: [{ value: "", label: "不限" }, ...rows.map((r) => ({ value: r.key, label: `${r.name}（${r.debtors} 户）` }))] });
  }
  /** @param {Record<string, string>} v */
  const scope = (v) => ({ within: LIMITS.filter((axis) => v[`in-${axis}`]).map((axis) => ({ axis, key: v[`in-${axis}`] })), at_least: v.at_least });
  const count = document.createElement("p");
  count.className = "notice";
  let asked = "";
  const recount = (/** @type {Record<string, string>} */ v) => {
    const now = JSON.stringify(scope(v));
    if (now === asked) return count;
    asked = now;
    analysis.scope(scope(v)).then(
      (s) => { if (now === asked) count.textContent = `范围：${s.words}。现在 ${s.homes} 户，逾期 ${money(s.owed)} 元${s.excluded ? `，其中异议、分期、诉讼、空置待定 ${money(s.excluded)} 元` : ""}。`; },
      (error) => { if (now === asked) count.textContent = error.message; },
    );
    return count;
  };
  return askForm({
    title: "新建集中活动",
    text: "活动是在一段日子里集中清缴一部分欠费。结果按开始时的欠费和期间收回自动算，开始以后新到期的账单不算在内。",
    wide: true,
    fields: [
      { name: "name", label: "名称", required: true, hint: "如 春节前集中清缴" },
      { name: "from", label: "开始", kind: "date", value: words.today, required: true },
      { name: "to", label: "结束", kind: "date", required: true },
      { name: "target", label: "目标（元）", kind: "money", required: true },
      ...limits,
      { name: "at_least", label: "每户不少于（元）", kind: "money", hint: "不填为不限" },
      { name: "text", label: "对业主说的话", kind: "note", required: true, hint: "大家统一说法；和公示一样检查用语，不能写停水停电、罚款或某一户" },
      { name: "note", label: "内部备注", kind: "note" },
    ],
    beside: recount,
    yes: "建立活动",
    submit: (v, key) => analysis.startCampaign({ name: v.name, from: v.from, to: v.to, target: v.target, text: v.text, note: v.note, scope: scope(v) }, key),
  });
}

/** What had come in day by day, beside the target. @param {View} view */
const days = (view) => html`
  <table class="list days"><caption class="visually-hidden">逐日累计收回</caption><tbody>
    ${view.days.map((d) => html`<tr><td>${d.day}</td><td class="grow"><span class="share">${bar(d.permille / 1000)}</span></td><td class="number">${money(d.received)}</td></tr>`)}
  </tbody></table>`;

/** 集中活动: the list, and one of them opened (`#/analysis/campaigns/3`). */
class Campaigns extends AnalysisPart {
  static properties = { rows: { state: true }, view: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {Row[] | undefined} */ this.rows = undefined;
    /** @type {View | undefined} */ this.view = undefined;
    /** @type {unknown} */ this.error = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.undo = [onMove(() => this.load()), bind("F9", () => this.start())];
    this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.undo?.forEach((undo) => undo());
  }

  async load() {
    const { rest } = place();
    if (rest[0] !== "campaigns") return;
    try {
      if (rest[1]) this.view = await analysis.campaign(Number(rest[1]));
      else [this.rows, this.view] = [await analysis.campaigns(), undefined];
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  async start() {
    try {
      const campaign = await start();
      if (campaign) go("analysis", "campaigns", String(campaign));
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {Row} row */
  async end(row) {
    const done = await askForm({
      title: `结束“${row.name}”`,
      text: row.state === "running" ? "活动还没有到结束日，今天结束的话结果就算到今天。" : "写下这次活动学到什么，结果就此定下。",
      fields: [{ name: "note", label: "总结", kind: "note", required: true, hint: "哪些做法有效、哪些户转入下一步、下次改什么" }],
      yes: "结束活动",
      submit: async (v, key) => {
        await analysis.endCampaign(row.campaign, v.note, key);
        return true;
      },
    });
    if (done) {
      toast(`活动“${row.name}”已结束`);
      await this.load();
    }
  }

  all() {
    const { rows } = this;
    if (!rows) return nothing;
    const button = html`<button class="button primary" @click=${() => this.start()}>新建活动 <kbd>F9</kbd></button>`;
    if (!rows.length) return empty("还没有集中活动。春节前、国庆前这样的时候，可以把一部分欠费集中清一清。", button);
    return html`
      <div class="tools"><span class="actions">${button}</span></div>
      <section class="panel">${list({
        caption: "集中活动",
        columns: [
          { title: "名称", cell: (/** @type {Row} */ r) => r.name },
          { title: "时间", cell: (/** @type {Row} */ r) => `${r.from} 至 ${r.to}` },
          { title: "状态", cell: (/** @type {Row} */ r) => html`<span class=${r.state === "over" ? "warn" : ""}>${r.label}</span>` },
          { title: "范围", grow: true, cell: (/** @type {Row} */ r) => r.scope },
          { title: "目标完成（元）", cell: (/** @type {Row} */ r) => rateCell(r.reached) },
          { title: "缴清户", cell: (/** @type {Row} */ r) => rateCell(r.cleared) },
        ],
        rows,
        onPick: (/** @type {Row} */ r) => go("analysis", "campaigns", String(r.campaign)),
      })}</section>`;
  }

  /** @param {View} view */
  one(view) {
    const { row } = view;
    return html`
      <div class="tools">
        <a class="link" href="#/analysis/campaigns">‹ 全部活动</a>
        <b>${row.name}</b><span class="tag">${row.label}</span><span class="muted">${row.from} 至 ${row.to}　${row.scope}</span>
        <span class="actions">${paperButtons(this, "活动结果", { list: "campaign", campaign: row.campaign })}${row.state === "ended" ? nothing : html`<button class="button ${row.state === "over" ? "primary" : ""}" @click=${() => this.end(row)}>结束并总结</button>`}</span>
      </div>
      ${this.error ? failure(this.error) : nothing}
      <section class="panel headline">
        ${figure("目标完成", row.reached, " 元")}
        ${figure("开始时欠费收回", view.recovered, " 元")}
        ${figure("缴清", row.cleared, " 户")}
        ${figure("催缴转化", view.conversion.homes, " 户次")}
      </section>
      <div class="campaign">
        <section class="panel">${view.homes.length ? list({
          caption: "逐户",
          columns: [
            { title: "房号", cell: (/** @type {Home} */ h) => h.room },
            { title: "业主", cell: (/** @type {Home} */ h) => h.owner },
            { title: "责任人", grow: true, cell: (/** @type {Home} */ h) => h.steward || html`<span class="muted">未指定</span>` },
            { title: "催缴", number: true, cell: (/** @type {Home} */ h) => (h.actions ? `${h.actions} 次` : html`<span class="muted">—</span>`) },
            { title: "开始时欠（元）", number: true, cell: (/** @type {Home} */ h) => money(h.opening) },
            { title: "收回（元）", number: true, cell: (/** @type {Home} */ h) => money(h.received) },
            { title: "还欠（元）", number: true, cell: (/** @type {Home} */ h) => money(h.left) },
          ],
          rows: view.homes,
          onPick: (/** @type {Home} */ h) => go("counter", h.room),
        }) : empty("范围里没有户。")}</section>
        <aside>
          <section class="panel"><header><h2>对业主说的话</h2></header><p class="said">${row.text}</p>${row.note ? html`<p class="muted said">${row.note}</p>` : nothing}${row.lesson ? html`<h2>总结</h2><p class="said">${row.lesson}</p>` : nothing}</section>
          ${view.days.length ? html`<section class="panel"><header><h2>逐日累计收回（元）</h2></header>${days(view)}</section>` : nothing}
          <section class="panel"><header><h2>责任人</h2></header>${list({
            caption: "责任人",
            columns: [
              { title: "责任人", grow: true, cell: (/** @type {Share} */ s) => s.person },
              { title: "缴清户", number: true, cell: (/** @type {Share} */ s) => `${s.homes.above} / ${s.homes.below}` },
              { title: "收回率", number: true, cell: (/** @type {Share} */ s) => (s.amount.percent === null ? "—" : `${s.amount.percent}%`) },
            ],
            rows: view.shares,
          })}</section>
        </aside>
      </div>`;
  }

  render() {
    if (this.view) return this.one(this.view);
    return html`${this.error ? failure(this.error) : nothing}${this.all()}`;
  }
}
customElements.define("zf-campaigns", Campaigns);
