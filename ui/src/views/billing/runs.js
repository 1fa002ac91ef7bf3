import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { ZfElement } from "../../components/element.js";
import { picks } from "../../components/picks.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as app from "../../ipc/app.js";
import * as billing from "../../ipc/billing.js";
import { intention } from "../../ipc/index.js";
import { money, period } from "../../lib/format.js";
import { go } from "../../lib/router.js";
import { previewPanels } from "./preview.js";

/** 出账: choose, look, post; the runs before. */
class Runs extends ZfElement {
  static properties = { choices: { state: true }, form: { state: true }, view: { state: true }, runs: { state: true }, error: { state: true }, busy: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/billing").Choices} */ this.choices = { buildings: [], items: [] };
    this.form = { months: "", due: "", items: /** @type {Set<string>} */ (new Set()), buildings: /** @type {Set<string>} */ (new Set()), accept_gaps: false };
    /** @type {import("../../ipc/types/billing").RunView | undefined} */ this.view = undefined;
    /** @type {import("../../ipc/types/billing").RunLine[]} */ this.runs = [];
    /** @type {unknown} */ this.error = undefined;
    this.busy = false;
    this.key = intention();
  }

  connectedCallback() {
    super.connectedCallback();
    this.start();
  }

  async start() {
    try {
      const [state, choices, runs] = await Promise.all([app.state(), billing.choices(), billing.runs()]);
      this.choices = choices;
      this.runs = runs;
      this.set({ months: state.today.slice(0, 7) });
    } catch (error) {
      this.error = error;
    }
  }

  /** Something else is asked for: what was looked at no longer counts. @param {Partial<Runs["form"]>} change */
  set(change) {
    this.form = { ...this.form, ...change };
    this.view = undefined;
    this.error = undefined;
  }

  /** @returns {import("../../ipc/types/billing").RunForm} */
  asked() {
    return { ...this.form, items: [...this.form.items], buildings: [...this.form.buildings] };
  }

  /** @param {Event} event */
  async preview(event) {
    event.preventDefault();
    this.busy = true;
    try {
      this.view = await billing.preview(this.asked());
      this.key = intention();
      this.error = undefined;
    } catch (error) {
      this.view = undefined;
      this.error = error;
    }
    this.busy = false;
  }

  async post() {
    try {
      const done = await billing.post(this.asked(), this.key);
      if (!done) return toast("已停止，没有出账");
      toast(`第 ${done.run} 批已出账：${done.homes} 户 ${done.charges} 笔，${money(done.total)} 元`);
      this.runs = await billing.runs();
      const months = this.form.months;
      this.set({});
      go("billing", "notices", months);
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {import("../../ipc/types/billing").RunLine} run */
  async reverse(run) {
    const done = await askForm({
      title: `整批冲销第 ${run.run} 批`,
      text: `${run.date} 出的 ${run.homes} 户 ${run.charges} 笔，${money(run.total)} 元全部冲销；预存抵扣的退回预存。已有业主缴过其中账单的，不能整批冲销。`,
      fields: [{ name: "reason", label: "冲销原因", required: true }],
      yes: "整批冲销",
      grave: true,
      submit: ({ reason }, key) => billing.reverse(run.run, reason, key),
    });
    if (done) {
      toast(`第 ${run.run} 批已整批冲销`);
      this.runs = await billing.runs();
    }
  }

  render() {
    return html`
      <form class="panel form" @submit=${this.preview} novalidate>
        <div class="row">
          <label class="field"><span>期间（如 2026-01、2026-Q1、2026-01..2026-03）</span><input name="months" autocomplete="off" .value=${this.form.months} @input=${(/** @type {any} */ e) => this.set({ months: e.target.value })} /></label>
          <label class="field"><span>统一应缴日（不填即按收费标准）</span><input name="due" autocomplete="off" .value=${this.form.due} @input=${(/** @type {any} */ e) => this.set({ due: e.target.value })} /></label>
          <button class="button primary" ?disabled=${this.busy}>试算</button>
        </div>
        ${picks("项目", this.choices.items.map(([value, name]) => ({ value, name })), this.form.items, (items) => this.set({ items }))}
        ${picks("楼栋", this.choices.buildings.map((value) => ({ value, name: `${value}栋` })), this.form.buildings, (buildings) => this.set({ buildings }))}
      </form>
      ${this.error ? failure(this.error) : nothing}
      ${this.view ? this.looked(this.view) : nothing}
      <section class="panel" aria-label="批次">
        <header><h2>出账批次</h2></header>
        ${this.runs.length
          ? list({
              caption: "出账批次",
              columns: [
                { title: "批次", number: true, cell: (r) => r.run },
                { title: "出账日", cell: (r) => r.date },
                { title: "期间", cell: (r) => period(r.months) },
                { title: "户数", number: true, cell: (r) => r.homes },
                { title: "笔数", number: true, cell: (r) => r.charges },
                { title: "金额（元）", number: true, cell: (r) => money(r.total) },
                { title: "状态", grow: true, cell: (r) => (r.reversed ? "已冲销" : "") },
                { title: html`<span class="visually-hidden">操作</span>`, cell: (r) => (r.reversed ? nothing : html`<button class="link grave" @click=${() => this.reverse(r)}>整批冲销</button>`) },
              ],
              rows: this.runs,
              mark: (r) => (r.reversed ? "void" : ""),
            })
          : empty("还没有出过账。先设好收费项目与价格，再选期间试算。")}
      </section>`;
  }

  /** @param {import("../../ipc/types/billing").RunView} view */
  looked(view) {
    if (!view.charges) return html`<div class="notice">${period(view.months)} 没有要出的账${view.already_charged ? `：${view.already_charged} 笔已经出过，不会重复` : "。请检查收费标准的起始月份和适用范围"}。</div>${previewPanels({ ...view, differences: [] })}`;
    return html`
      <section class="panel run" aria-label="试算">
        <header><h2>试算　${period(view.months)}</h2><span class="muted">还没有写入</span>
          <div class="actions">
            ${view.gaps ? html`<label class="inline"><input type="checkbox" .checked=${this.form.accept_gaps} @change=${(/** @type {any} */ e) => { this.form = { ...this.form, accept_gaps: e.target.checked }; }} /><span>${view.gaps} 处不出账，仍然出账</span></label>` : nothing}
            <button class="button primary" ?disabled=${view.gaps > 0 && !this.form.accept_gaps} @click=${this.post}>出账 ${view.charges} 笔</button>
          </div></header>
        <div class="figures">
          <div class="figure"><span>合计（元）</span><b>${money(view.total)}</b></div>
          <div class="figure"><span>户数</span><b>${view.homes}</b></div>
          <div class="figure"><span>笔数</span><b>${view.charges}</b></div>
          ${view.let_off ? html`<div class="figure"><span>空置优惠与减免</span><b>${money(view.let_off)}</b></div>` : nothing}
          <div class="figure"><span>预存可抵扣</span><b>${money(view.prepaid_drawn)}</b></div>
          <div class="figure"><span>已出过，不重复</span><b>${view.already_charged}</b></div>
        </div>
      </section>
      ${previewPanels(view)}`;
  }
}
customElements.define("zf-runs", Runs);
