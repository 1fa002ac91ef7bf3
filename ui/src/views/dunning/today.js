import { html, nothing } from "lit";
import { ZfElement } from "../../components/element.js";
import { exportButton } from "../../components/export-list.js";
import "../../components/long-list.js";
import { empty, failure } from "../../components/states.js";
import * as dunning from "../../ipc/dunning.js";
import { money } from "../../lib/format.js";
import { go, place } from "../../lib/router.js";
import { noteDelivery } from "../contact/deliver.js";
import { noteContact } from "../contact/note.js";
import { askRun } from "./run-form.js";

/** @typedef {import("../../ipc/types/dunning/today").WorkLine} Item */

/** What cannot wait. */
const URGENT = ["barring", "broken", "served", "ticket"];

/** What is done by speaking to somebody. */
const CALLS = ["broken", "served", "promise", "again", "call", "follow-up"];

/** 今日: everything to do today, most urgent first. */
class Today extends ZfElement {
  static properties = { view: { state: true }, error: { state: true }, kind: { state: true }, steward: { state: true }, stewards: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/dunning/today").TodayView | undefined} */ this.view = undefined;
    /** @type {unknown} */ this.error = undefined;
    this.kind = place().rest[1] ?? "";
    this.steward = "";
    /** @type {string[]} */ this.stewards = [];
  }

  async connectedCallback() {
    super.connectedCallback();
    this.load();
    try {
      this.stewards = (await dunning.runChoices()).stewards;
    } catch (error) {
      this.error = error;
    }
  }

  async load() {
    const asked = this.steward;
    try {
      const view = await dunning.today(asked);
      if (asked !== this.steward) return;
      this.view = view;
      if (!view.by_kind.some((k) => k.kind === this.kind)) this.kind = "";
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  /** Enter: does what is to be done, or goes where it is done. @param {Item} item */
  async act(item) {
    try {
      if (await this.done(item)) await this.load();
    } catch (error) {
      this.error = error;
    }
  }

  /** Whether something was done that changes the list. @param {Item} item */
  async done(item) {
    if (item.kind === "letters") return askRun({ stage: item.stage });
    if (item.kind === "deliver") return noteDelivery(item.room, item.number);
    if (CALLS.includes(item.kind)) return (await noteContact(item.room, item.account)) !== undefined;
    if (item.kind === "ticket") go("ticket", "list", item.number);
    else if (item.kind === "confirm") go("dunning", "delivery");
    else go("counter", item.room);
    return false;
  }

  columns() {
    return [
      { title: "要办", cell: (/** @type {Item} */ i) => html`<span class=${URGENT.includes(i.kind) ? "danger" : ""}>${i.label}</span>` },
      { title: "房号", cell: (/** @type {Item} */ i) => (i.account ? html`<a class="link" href="#/counter/${i.room}" target="_self" tabindex="-1" @click=${(/** @type {Event} */ e) => e.stopPropagation()}>${i.room}</a>` : i.room) },
      { title: "内容", grow: true, cell: (/** @type {Item} */ i) => i.what },
      { title: "可联系", cell: (/** @type {Item} */ i) => i.not_before || nothing },
      { title: "期限", cell: (/** @type {Item} */ i) => html`<span class=${i.late ? "danger" : ""}>${i.due}</span>` },
      { title: "管家", cell: (/** @type {Item} */ i) => i.steward },
      { title: "金额（元）", number: true, cell: (/** @type {Item} */ i) => (i.amount ? money(i.amount) : html`<span class="muted">—</span>`) },
    ];
  }

  render() {
    if (!this.view) return this.error ? failure(this.error) : html`<p class="muted">正在读取……</p>`;
    const { items, by_kind: kinds } = this.view;
    const rows = this.kind ? items.filter((i) => i.kind === this.kind) : items;
    const chip = (/** @type {string} */ kind, /** @type {string} */ label, /** @type {number} */ count) =>
      html`<button class="chip" aria-pressed=${this.kind === kind} @click=${() => { this.kind = this.kind === kind ? "" : kind; }}>${label} <b>${count}</b></button>`;
    return html`
      <div class="tools">
        <div class="chips" role="group" aria-label="看哪些">${chip("", "全部", items.length)}${kinds.map((k) => chip(k.kind, k.label, k.count))}</div>
        ${this.stewards.length ? html`<select class="plain" aria-label="管家" @change=${(/** @type {any} */ e) => { this.steward = e.target.value; this.load(); }}>
          <option value="">全部管家</option>${this.stewards.map((s) => html`<option ?selected=${s === this.steward}>${s}</option>`)}</select>` : nothing}
        <span class="actions">${exportButton("今日清单", "dunning_export_today", { steward: this.steward })}</span>
      </div>
      ${this.error ? failure(this.error) : nothing}
      ${rows.length
        ? html`<p class="muted small hint">最急的在上。Enter 去办：打电话的边打边记结果和下次日期，信件先看清再生成，办完就从这里消失。点房号看这一户。</p>
          <zf-long-list .columns=${this.columns()} .rows=${rows} caption="今日清单" @pick=${(/** @type {CustomEvent<Item>} */ e) => this.act(e.detail)}></zf-long-list>`
        : empty(this.steward ? "这位管家今天没有要办的催缴。" : "今天没有要办的催缴。新的一批在“批次”里办，欠费户在“欠费名单”里。", html`<a class="button" href="#/dunning/list">看欠费名单</a>`)}`;
  }
}
customElements.define("zf-dunning-today", Today);
