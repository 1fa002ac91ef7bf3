import { html, nothing } from "lit";
import { bar } from "../components/chart.js";
import { ZfElement } from "../components/element.js";
import { empty, failure } from "../components/states.js";
import * as home from "../ipc/home.js";
import { bind } from "../lib/keys.js";
import { day, money, period } from "../lib/format.js";
import { mapLegend, mapTable } from "./home/map.js";
import { trendChart, trendLegend, trendTable } from "./home/trend.js";
import { todos } from "./home/todos.js";
import "./home/work.js";
import { takings } from "./home/takings.js";

/** @typedef {import("../ipc/types/home").DashboardView} View */
/** @typedef {import("../ipc/types/home").Share} Share */

const STEPS = {
  register: { text: "账本里还没有房屋。先把业主台账导入，或逐户登记。", link: "#/register", action: "去档案导入台账" },
  tariffs: { text: "房屋已经有了，还没有收费标准。先设收费项目和单价。", link: "#/billing", action: "去设收费标准" },
  "bill-run": { text: "收费标准已经有了，还没有出过账。出账以后这里就有数字。", link: "#/billing", action: "去出账" },
};

/** 总览 */
class Home extends ZfElement {
  static properties = { view: { state: true }, error: { state: true }, byAmount: { state: true } };

  constructor() {
    super();
    /** @type {View | undefined} */ this.view = undefined;
    /** @type {unknown} */ this.error = undefined;
    this.byAmount = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.unbind = [bind("F5", () => this.load()), bind("Ctrl+P", () => print())];
    this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unbind?.forEach((undo) => undo());
  }

  async load() {
    try {
      this.view = await home.dashboard();
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    const view = this.view;
    return html`
      <div class="page-head">
        <h1>总览</h1>
        ${view ? html`<span class="muted">${day(view.today)}</span>` : nothing}
        <div class="actions">
          <button class="button" @click=${this.load}>刷新 <kbd>F5</kbd></button>
          <button class="button" ?disabled=${!view || !!view.next_step} @click=${() => print()}>打印 <kbd>Ctrl+P</kbd></button>
        </div>
      </div>
      ${this.error ? failure(this.error) : nothing}
      ${view ? (view.next_step ? this.start(view.next_step) : this.board(view)) : nothing}`;
  }

  /** @param {string} step */
  start(step) {
    const { text, link, action } = STEPS[/** @type {keyof typeof STEPS} */ (step)];
    return empty(text, html`<a class="button primary" href=${link}>${action}</a>`);
  }

  /** @param {View} view */
  board(view) {
    return html`
      <section class="panel headline" aria-label="要紧的数">${this.headline(view)}</section>
      <div class="board">
        <div class="side">
          <section class="panel">${todos(view.todos)}<zf-home-work></zf-home-work></section>
          <section class="panel">${takings(view.yesterday, view.now)}</section>
          <section class="panel">${this.ages(view)}</section>
        </div>
        <div class="wide">
          <zf-chart class="panel" .heading=${"近十二个月"} .legend=${trendLegend} .chart=${() => trendChart(view.trend)} .table=${() => trendTable(view.trend)}></zf-chart>
          <zf-chart class="panel" .heading=${"欠费图"} .legend=${this.coloured()} .table=${() => mapTable(view.map)}
            .chart=${() => html`<div class="marks">${mapLegend(this.byAmount)}</div><zf-arrears-map .buildings=${view.map} .byAmount=${this.byAmount}></zf-arrears-map>`}></zf-chart>
        </div>
      </div>`;
  }

  coloured() {
    const chip = (/** @type {boolean} */ byAmount, /** @type {string} */ name) =>
      html`<button class="chip" aria-pressed=${this.byAmount === byAmount} @click=${() => { this.byAmount = byAmount; }}>${name}</button>`;
    return html`${chip(false, "按账龄")}${chip(true, "按金额")}`;
  }

  /** @param {View} view */
  headline(view) {
    const rate = (/** @type {string} */ name, /** @type {Share} */ share, /** @type {unknown} */ words) => html`
      <div class="figure"><span>${name}</span><b>${share.percent === null ? "—" : html`${share.percent}<small>%</small>`}</b>${bar(share.whole > 0 ? share.part / share.whole : 0)}<span class="small">${words}</span></div>`;
    const r = view.rates;
    return html`
      ${r ? html`
        ${rate(`${period(r.month)}收缴率（金额）`, r.current, html`已收 ${money(r.current.part)}，应收 ${money(r.current.whole)}`)}
        ${rate("户收缴率", r.by_home, html`缴清 ${r.by_home.part} 户，应缴 ${r.by_home.whole} 户`)}
        ${rate("往期欠费清缴率", r.historic, html`收回 ${money(r.historic.part)}，月初欠 ${money(r.historic.whole)}`)}` : nothing}
      <div class="figure"><span>逾期欠费</span><b>${money(view.overdue)}<small>元</small></b><span class="small">${view.debtors} 户欠，全部 ${view.homes} 户</span></div>
      <div class="figure"><span>今天收款</span><b>${money(view.now.received)}<small>元</small></b><span class="small">${view.now.receipts} 张收据${view.now.refunded > 0 ? html`，退 ${money(view.now.refunded)}` : nothing}</span></div>`;
  }

  /** A table whose last column draws it. @param {View} view */
  ages(view) {
    const most = Math.max(1, ...view.ages.map((a) => a.open));
    return html`
      <header><h2>未收账龄</h2><div class="actions"><a class="link small" href="#/dunning">催缴名单</a></div></header>
      <table class="list ages">
        <caption class="visually-hidden">未收账款按账龄</caption>
        <thead><tr><th scope="col">逾期</th><th scope="col" class="grow"><span class="visually-hidden">图</span></th><th scope="col" class="number">笔数</th><th scope="col" class="number">金额（元）</th></tr></thead>
        <tbody>${view.ages.map((a, i) => html`<tr class=${a.open > 0 ? "" : "muted"}><td class="nowrap">${a.label}</td><td>${bar(a.open / most, { whole: 0, tone: `age-${i}` })}</td><td class="number">${a.charges}</td><td class="number">${money(a.open)}</td></tr>`)}</tbody>
      </table>`;
  }
}
customElements.define("zf-home", Home);
