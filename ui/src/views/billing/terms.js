import { html, nothing } from "lit";
import { ZfElement } from "../../components/element.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import * as app from "../../ipc/app.js";
import * as billing from "../../ipc/billing.js";
import * as tariff from "../../ipc/tariff.js";
import * as terms from "../../ipc/terms.js";
import { money } from "../../lib/format.js";
import { addClause, addLpr, addPromotion, endClause, endPromotion, setItem, setOrder } from "./term-forms.js";

const operations = html`<span class="visually-hidden">操作</span>`;

/** 约定: what paying late costs, in which order money settles debts, what paying ahead earns. */
class Terms extends ZfElement {
  static properties = { book: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/terms").TermsBook | undefined} */ this.book = undefined;
    /** @type {import("../../ipc/types/tariff").Prices["items"]} */ this.items = [];
    /** @type {[string, string][]} */ this.billed = [];
    this.today = "";
    /** @type {unknown} */ this.error = undefined;
  }

  async connectedCallback() {
    super.connectedCallback();
    await this.then(() => Promise.resolve(true));
  }

  /** Does something and reads the terms anew. @param {() => Promise<unknown>} act */
  async then(act) {
    try {
      if ((await act()) === undefined) return;
      const [book, prices, choices, state] = await Promise.all([terms.all(), tariff.prices(), billing.choices(), app.state()]);
      this.items = prices.items;
      this.billed = choices.items;
      this.today = state.today;
      this.book = book;
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  late() {
    const book = /** @type {import("../../ipc/types/terms").TermsBook} */ (this.book);
    const bearing = this.items.filter((i) => i.bears_late).map((i) => i.name);
    return html`
      <section class="panel" aria-label="违约金">
        <header><h2>违约金</h2><div class="actions row-actions">
          <button class="button" @click=${() => this.then(addLpr)}>录入 LPR</button>
          <button class="button" ?disabled=${!this.items.length} @click=${() => this.then(() => setItem(this.items))}>哪些项目计、税率</button>
          <button class="button primary" @click=${() => this.then(() => addClause(this.today))}>记录条款</button></div></header>
        <p class="muted">计违约金的项目：${bearing.join("、") || "没有"}。${book.lpr.length ? `一年期 LPR：${book.lpr.at(-1)?.[0]} 起 ${book.lpr.at(-1)?.[1]}%。` : ""}</p>
        ${book.clauses.length
          ? list({
              caption: "违约金条款",
              columns: [
                { title: "条款", grow: true, cell: (c) => c.text },
                { title: "标准", cell: (c) => c.rate },
                { title: "天数", cell: (c) => c.days },
                { title: "上限", cell: (c) => c.cap },
                { title: "适用到期日", cell: (c) => `${c.starts} 起${c.last_due ? `，止于 ${c.last_due}` : ""}` },
                { title: operations, cell: (c) => (c.last_due ? html`<span class="tag">已停用</span>` : html`<button class="link grave" @click=${() => this.then(() => endClause(c, this.today))}>停用</button>`) },
              ],
              rows: book.clauses,
            })
          : empty("没有违约金条款，不计违约金。合同里有约定的，照合同记录。")}
      </section>`;
  }

  promotions() {
    const book = /** @type {import("../../ipc/types/terms").TermsBook} */ (this.book);
    return html`
      <section class="panel" aria-label="优惠活动">
        <header><h2>优惠活动</h2><div class="actions"><button class="button" ?disabled=${!this.billed.length} @click=${() => this.then(() => addPromotion(this.billed, this.today))}>公布活动</button></div></header>
        ${book.promotions.length
          ? list({
              caption: "优惠活动",
              columns: [
                { title: "活动", cell: (p) => p.name },
                { title: "项目", cell: (p) => p.item },
                { title: "内容", grow: true, cell: (p) => p.offer },
                { title: "期限", cell: (p) => `${p.from} 至 ${p.to}` },
                { title: "状态", cell: (p) => p.state },
                { title: "户次", number: true, cell: (p) => p.grants },
                { title: "已优惠（元）", number: true, cell: (p) => money(p.given) },
                { title: operations, cell: (p) => (p.open ? html`<button class="link grave" @click=${() => this.then(() => endPromotion(p.name))}>提前结束</button>` : nothing) },
              ],
              rows: book.promotions,
            })
          : empty("没有优惠活动。公布后，收款时按“预缴”自动给。")}
      </section>`;
  }

  render() {
    if (!this.book) return this.error ? failure(this.error) : nothing;
    const { order, orders } = this.book;
    return html`
      ${this.error ? failure(this.error) : nothing}
      ${this.late()}
      <section class="panel" aria-label="冲抵顺序">
        <header><h2>冲抵顺序</h2><div class="actions"><button class="button" @click=${() => this.then(() => setOrder(order, orders))}>更改</button></div></header>
        <p>${orders.find(([code]) => code === order)?.[1]}</p>
        <p class="muted">业主指定的账单最先冲抵；已到期的先于未到期的；同一到期日按金额比例。</p>
      </section>
      ${this.promotions()}`;
  }
}
customElements.define("zf-terms", Terms);
