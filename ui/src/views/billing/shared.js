import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { ask } from "../../components/dialog.js";
import { ZfElement } from "../../components/element.js";
import "../../components/long-list.js";
import { showPapers } from "../../components/paper.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as app from "../../ipc/app.js";
import * as billing from "../../ipc/billing.js";
import { intention } from "../../ipc/index.js";
import * as shared from "../../ipc/shared.js";
import * as tariff from "../../ipc/tariff.js";
import { money, period } from "../../lib/format.js";
import { enterMovesOn } from "../../lib/keys.js";
import { blank, sharedFields } from "./shared-form.js";

/** @typedef {import("../../ipc/types/shared").SharedLine} SharedLine */

/** @param {string} unit @returns {import("../../components/table.js").Column<import("../../ipc/types/shared").ShareLine>[]} */
const shareColumns = (unit) => [
  { title: "房号", cell: (s) => s.room },
  { title: unit, number: true, cell: (s) => s.weight },
  { title: "分摊（元）", number: true, cell: (s) => money(s.share) },
  { title: "说明", grow: true, cell: (s) => s.note },
];

/** 公摊: a supplier's bill, shared out while it is typed, posted when the shares are the bill. */
class Shared extends ZfElement {
  static properties = { form: { state: true }, view: { state: true }, bills: { state: true }, error: { state: true } };

  constructor() {
    super();
    this.form = blank("");
    /** @type {import("../../ipc/types/shared").SharedView | undefined} */ this.view = undefined;
    /** @type {SharedLine[] | undefined} */ this.bills = undefined;
    this.choices = { items: /** @type {[string, string][]} */ ([]), buildings: /** @type {string[]} */ ([]), uses: /** @type {string[]} */ ([]) };
    this.listName = "";
    /** @type {unknown} */ this.error = undefined;
    this.key = intention();
    /** @type {ReturnType<typeof setTimeout> | undefined} */ this.waiting = undefined;
    this.asked = 0;
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      const [state, choices, prices, bills] = await Promise.all([app.state(), billing.choices(), tariff.prices(), shared.bills()]);
      // An item with a tariff is charged by that and by nothing else.
      const priced = new Set(prices.tariffs.map((t) => t.item));
      const items = choices.items.filter(([, name]) => !priced.has(name));
      this.choices = { items, buildings: choices.buildings, uses: prices.uses };
      this.form = { ...blank(state.today.slice(0, 7)), item: items[0]?.[0] ?? "" };
      this.bills = bills;
      await this.updateComplete;
      const form = this.querySelector("form");
      if (form) enterMovesOn(form);
    } catch (error) {
      this.error = error;
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.waiting);
  }

  /** @param {Partial<Shared["form"]>} change */
  set(change) {
    this.form = { ...this.form, ...change };
    this.view = undefined;
    this.error = undefined;
    this.key = intention();
    clearTimeout(this.waiting);
    // As soon as the bill can be computed its shares are shown.
    if (this.form.volume && this.form.unit_price && this.form.label) this.waiting = setTimeout(() => this.preview(), 350);
  }

  async preview() {
    clearTimeout(this.waiting);
    const asked = ++this.asked;
    try {
      const view = await shared.preview(this.form);
      if (asked === this.asked) [this.view, this.error] = [view, undefined];
    } catch (error) {
      if (asked === this.asked) [this.view, this.error] = [undefined, error];
    }
  }

  async pickWeights() {
    const file = await app.pickFile();
    if (!file) return;
    this.listName = file.name;
    this.set({ weights: file.id });
  }

  async post() {
    try {
      const done = await shared.post(this.form, this.key);
      toast(`公摊账单 ${done.bill} 已出账：${done.homes} 户，${money(done.total)} 元`);
      this.bills = await shared.bills();
      this.form = { ...blank(this.form.months), item: this.form.item };
      this.view = undefined;
      await this.print(done.bill, false);
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {number} bill @param {boolean} internal */
  async print(bill, internal) {
    try {
      await showPapers([await shared.paper(bill, internal)]);
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {SharedLine} of */
  async show(of) {
    const view = await shared.one(of.bill);
    await ask({
      title: `公摊账单 ${of.bill}　${of.label}`,
      body: () => html`<p>${period(of.months)}　${of.volume}　账单 <b>${money(view.bill)}</b> 元，${of.method}，${of.homes} 户，应缴日 ${view.due}</p>
        <div class="shares"><zf-long-list caption="各户分摊" .columns=${shareColumns(view.weight_unit)} .rows=${view.shares}></zf-long-list></div>
        <p>合计 <b>${money(view.sum)}</b> 元</p>`,
    });
  }

  /** @param {SharedLine} of */
  async reverse(of) {
    const done = await askForm({
      title: `冲销公摊账单 ${of.bill}`,
      text: `${of.label}，${period(of.months)}，${money(of.amount)} 元，${of.homes} 户的分摊全部冲销。已有业主缴过的，不能冲销。`,
      fields: [{ name: "reason", label: "冲销原因", required: true }],
      yes: "冲销",
      grave: true,
      submit: ({ reason }, key) => shared.reverse(of.bill, reason, key).then(() => true),
    });
    if (done) {
      toast(`公摊账单 ${of.bill} 已冲销`);
      this.bills = await shared.bills();
    }
  }

  /** @param {import("../../ipc/types/shared").SharedView} view */
  shares(view) {
    const equal = view.sum === view.bill;
    return html`
      <section class="panel run" aria-label="各户分摊">
        <header><h2>各户分摊</h2><span class="muted">还没有写入</span>
          <div class="actions"><button class="button primary" ?disabled=${!equal} @click=${() => this.post()}>出账 ${view.shares.length} 户</button></div></header>
        <div class="figures">
          <div class="figure"><span>账单（元）</span><b>${money(view.bill)}</b></div>
          <div class="figure"><span>各户合计（元）</span><b class=${equal ? "" : "danger"}>${money(view.sum)}</b></div>
          <div class="figure"><span>${equal ? "与账单相等" : "与账单不等，不能出账"}</span><b>${equal ? "✓" : "×"}</b></div>
          ${view.per_unit ? html`<div class="figure"><span>每${view.weight_unit}（元）</span><b>${view.per_unit}</b></div>` : nothing}
          <div class="figure"><span>应缴日</span><b>${view.due}</b></div>
        </div>
        <zf-long-list caption="各户分摊" .columns=${shareColumns(view.weight_unit)} .rows=${view.shares}></zf-long-list>
      </section>`;
  }

  posted() {
    return html`
      <section class="panel" aria-label="公摊账单">
        <header><h2>公摊账单</h2></header>
        ${this.bills?.length
          ? list({
              caption: "公摊账单",
              columns: [
                { title: "编号", number: true, cell: (b) => b.bill },
                { title: "期间", cell: (b) => period(b.months) },
                { title: "名称", grow: true, cell: (b) => b.label },
                { title: "用量 × 单价", number: true, cell: (b) => b.volume },
                { title: "金额（元）", number: true, cell: (b) => money(b.amount) },
                { title: "办法", cell: (b) => b.method },
                { title: "户数", number: true, cell: (b) => b.homes },
                { title: html`<span class="visually-hidden">操作</span>`, cell: (b) => html`<span class="row-actions">
                  <button class="link" @click=${() => this.show(b)}>各户</button>
                  ${b.reversed ? html`<span class="tag">已冲销</span>` : html`
                    <button class="link" @click=${() => this.print(b.bill, false)}>公示表</button>
                    <button class="link" @click=${() => this.print(b.bill, true)}>内部清单</button>
                    <button class="link grave" @click=${() => this.reverse(b)}>冲销</button>`}</span>` },
              ],
              rows: this.bills,
              mark: (b) => (b.reversed ? "void" : ""),
            })
          : empty("还没有公摊账单。收到供电、供水单位的账单后，在上面填写，先看各户分摊再出账。")}
      </section>`;
  }

  render() {
    if (!this.bills) return this.error ? failure(this.error) : nothing;
    if (!this.choices.items.length) return html`<section class="panel">${empty("还没有用来公摊的收费项目。先在“价格”里新增一个，如“公共电费”；有收费标准的项目不能再公摊。", html`<a class="button primary" href="#/billing/prices">去新增项目</a>`)}</section>${this.posted()}`;
    return html`
      <form class="panel form" novalidate @submit=${(/** @type {Event} */ e) => { e.preventDefault(); this.preview(); }}>
        ${sharedFields(this.form, this.choices, this.listName, (change) => this.set(change), () => this.pickWeights())}
        <div><button class="button ${this.view ? "" : "primary"}">看各户分摊</button></div>
      </form>
      ${this.error ? failure(this.error) : nothing}
      ${this.view ? this.shares(this.view) : nothing}
      ${this.posted()}`;
  }
}
customElements.define("zf-shared", Shared);
