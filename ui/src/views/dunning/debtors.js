import { html, nothing } from "lit";
import { ZfElement } from "../../components/element.js";
import { exportButton } from "../../components/export-list.js";
import "../../components/long-list.js";
import { showPapers } from "../../components/paper.js";
import { empty, failure } from "../../components/states.js";
import * as dunning from "../../ipc/dunning.js";
import { bind } from "../../lib/keys.js";
import { day, money } from "../../lib/format.js";
import { go, place } from "../../lib/router.js";
import { askRun } from "./run-form.js";

/** @typedef {import("../../ipc/types/dunning/lists").DebtorLine} Line */
/** @typedef {import("../../ipc/types/dunning/lists").GroupLine} Group */

const AGES = [
  { value: "up-to-90", label: "1–90天" },
  { value: "up-to-180", label: "91–180天" },
  { value: "up-to-1-year", label: "181天–1年" },
  { value: "up-to-2-years", label: "1–2年" },
  { value: "up-to-3-years", label: "2–3年" },
  { value: "over-3-years", label: "3年以上" },
];

/** How the list can be sorted; by room is how it comes. @type {Record<string, (a: Line, b: Line) => number>} */
const SORTS = {
  oldest: (a, b) => a.oldest.localeCompare(b.oldest),
  total: (a, b) => b.total - a.total,
  stage: (a, b) => b.stage.slice(-10).localeCompare(a.stage.slice(-10)),
};

/** 欠费名单: who owes; choose homes and write to them. */
class Debtors extends ZfElement {
  static properties = { view: { state: true }, error: { state: true }, choice: { state: true }, items: { state: true }, marked: { state: true }, sort: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/dunning/lists").DebtorsView | undefined} */ this.view = undefined;
    /** @type {unknown} */ this.error = undefined;
    this.choice = { building: place().rest[1] ?? "", item: "", age: "", at_least: "", steward: "" };
    /** @type {string[]} */ this.items = [];
    /** @type {string[]} */ this.stewards = [];
    /** @type {Set<number>} */ this.marked = new Set();
    this.sort = "";
  }

  async connectedCallback() {
    super.connectedCallback();
    this.undo = [bind("F9", () => this.write())];
    this.load();
    try {
      [this.items, { stewards: this.stewards }] = await Promise.all([dunning.choices(), dunning.runChoices()]);
    } catch (error) {
      this.error = error;
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.undo?.forEach((undo) => undo());
  }

  /** Another filter while one is being read: only the last answer counts. */
  async load() {
    const asked = this.choice;
    try {
      const view = await dunning.debtors(asked);
      if (asked !== this.choice) return;
      this.view = view;
      this.error = undefined;
      const shown = new Set(view.lines.map((l) => l.account));
      this.marked = new Set([...this.marked].filter((account) => shown.has(account)));
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {Partial<typeof this.choice>} change */
  choose(change) {
    this.choice = { ...this.choice, ...change };
    return this.load();
  }

  lines() {
    const order = SORTS[this.sort];
    const lines = this.view?.lines ?? [];
    return order ? [...lines].sort(order) : lines;
  }

  /** @param {Line} line */
  mark(line) {
    const next = new Set(this.marked);
    if (!next.delete(line.account)) next.add(line.account);
    this.marked = next;
  }

  markAll() {
    const lines = this.view?.lines ?? [];
    this.marked = this.marked.size === lines.length ? new Set() : new Set(lines.map((l) => l.account));
  }

  async write() {
    const accounts = (this.view?.lines ?? []).map((l) => l.account).filter((account) => this.marked.has(account));
    if (!accounts.length) return;
    try {
      if (await askRun({ accounts, item: this.choice.item })) await this.load();
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {() => Promise<import("../../ipc/types/wire").PaperHandle>} make */
  async print(make) {
    try {
      await showPapers([await make()]);
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  columns() {
    const all = !!this.view?.lines.length && this.marked.size === this.view.lines.length;
    const sorted = (/** @type {string} */ key, /** @type {string} */ name) =>
      html`<button class="link plain ${this.sort === key ? "sorted" : ""}" aria-pressed=${this.sort === key} @click=${() => { this.sort = this.sort === key ? "" : key; }}>${name} ${this.sort === key ? "▾" : "▿"}</button>`;
    const box = (/** @type {Line} */ l) => html`<input type="checkbox" tabindex="-1" aria-label="选 ${l.room}" .checked=${this.marked.has(l.account)} @click=${(/** @type {Event} */ e) => { e.stopPropagation(); this.mark(l); }} />`;
    return [
      { title: html`<input type="checkbox" aria-label="全选" .checked=${all} @click=${() => this.markAll()} />`, cell: box },
      { title: "房号", cell: (/** @type {Line} */ l) => l.room },
      { title: "业主", cell: (/** @type {Line} */ l) => l.owner },
      { title: "账龄", cell: (/** @type {Line} */ l) => l.age },
      { title: sorted("oldest", "最早到期"), cell: (/** @type {Line} */ l) => l.oldest },
      { title: "笔数", number: true, cell: (/** @type {Line} */ l) => l.charges },
      { title: sorted("total", "逾期欠费（元）"), number: true, cell: (/** @type {Line} */ l) => money(l.total) },
      ...(this.view?.late_charge ? [{ title: "违约金备查", number: true, cell: (/** @type {Line} */ l) => (l.late_charge ? money(l.late_charge) : html`<span class="muted">—</span>`) }] : []),
      { title: sorted("stage", "阶段"), cell: (/** @type {Line} */ l) => l.stage || html`<span class="muted">没有催过</span>` },
      { title: "下一步", cell: (/** @type {Line} */ l) => html`<span class="next-step" title=${l.next}>${l.next}</span>` },
      { title: "原因", cell: (/** @type {Line} */ l) => l.reason },
      { title: "备注", grow: true, cell: (/** @type {Line} */ l) => l.remark },
    ];
  }

  filters() {
    const set = (/** @type {string} */ key) => (/** @type {any} */ e) => this.choose({ [key]: e.target.value });
    const select = (/** @type {string} */ key, /** @type {string} */ all, /** @type {{ value: string, label: string }[]} */ options) => html`
      <select class="plain" aria-label=${all.slice(2)} @change=${set(key)}>
        <option value="">${all}</option>
        ${options.map((o) => html`<option value=${o.value} ?selected=${o.value === this.choice[/** @type {"age"} */ (key)]}>${o.label}</option>`)}
      </select>`;
    return html`
      ${select("building", "全部楼栋", (this.view?.by_building ?? []).map((b) => ({ value: b.key, label: b.name })))}
      ${select("age", "全部账龄", AGES)}
      ${select("item", "全部项目", this.items.map((value) => ({ value, label: value })))}
      ${this.stewards.length ? select("steward", "全部管家", this.stewards.map((value) => ({ value, label: value }))) : nothing}
      <input class="plain money least" inputmode="decimal" placeholder="欠费不少于" aria-label="欠费不少于（元）" .value=${this.choice.at_least} @change=${set("at_least")} />`;
  }

  render() {
    if (!this.view) return this.error ? failure(this.error) : html`<p class="muted">正在读取……</p>`;
    const { view, choice } = this;
    const none = !view.by_building.length && !choice.item && !choice.at_least && !choice.steward;
    if (none) return empty("没有逾期欠费。", html`<a class="button" href="#/home">回总览</a>`);
    return html`
      <div class="tools">
        ${this.filters()}
        <span class="actions">
          <button class="button" @click=${() => this.print(() => dunning.printList(choice))}>打印明细表</button>
          <button class="button" @click=${() => this.print(() => dunning.printAgeing(choice))}>打印账龄表</button>
          ${exportButton("欠费名单", "dunning_export_debtors", { choice })}
          <button class="button primary" ?disabled=${!this.marked.size} @click=${this.write}>办一步${this.marked.size ? `（${this.marked.size} 户）` : ""} <kbd>F9</kbd></button>
        </span>
      </div>
      ${this.error ? failure(this.error) : nothing}
      <div class="debtors">
        <div>
          <p class="sums"><b>${view.lines.length}</b> 户，逾期 <b>${money(view.total)}</b> 元${view.late_charge ? html`，另可主张违约金 ${money(view.late_charge)} 元（备查，不在欠费内）` : nothing}<span class="muted">截至 ${day(view.as_of)}　空格 选中，Enter 打开住户</span></p>
          ${view.lines.length
            ? html`<zf-long-list .columns=${this.columns()} .rows=${this.lines()} caption="欠费名单" @pick=${(/** @type {CustomEvent<Line>} */ e) => go("counter", e.detail.room)} @mark=${(/** @type {CustomEvent<Line>} */ e) => this.mark(e.detail)}></zf-long-list>`
            : empty("没有符合条件的欠费户。", html`<button class="button" @click=${() => this.choose({ building: "", item: "", age: "", at_least: "", steward: "" })}>清除条件</button>`)}
        </div>
        <aside>
          ${this.groups("按账龄", view.by_age, "age")}
          ${this.groups("按楼栋", view.by_building, "building")}
        </aside>
      </div>`;
  }

  /** Sums that choose. @param {string} title @param {Group[]} groups @param {"age" | "building"} key */
  groups(title, groups, key) {
    const choose = (/** @type {Group} */ g) => this.choose({ [key]: this.choice[key] === g.key ? "" : g.key });
    return html`
      <section class="panel">
        <table class="list groups">
          <caption class="visually-hidden">${title}</caption>
          <thead><tr><th scope="col" class="grow">${title}</th><th scope="col" class="number">户</th><th scope="col" class="number">逾期（元）</th></tr></thead>
          <tbody>${groups.map((g) => html`
            <tr aria-selected=${this.choice[key] === g.key}>
              <td class="grow"><button class="link plain" aria-pressed=${this.choice[key] === g.key} @click=${() => choose(g)}>${g.name}</button></td>
              <td class="number">${g.debtors}</td><td class="number">${money(g.total)}</td>
            </tr>`)}</tbody>
        </table>
      </section>`;
  }
}
customElements.define("zf-debtors", Debtors);
