import { html, nothing } from "lit";
import { ask } from "../../components/dialog.js";
import { ZfElement } from "../../components/element.js";
import "../../components/long-list.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as app from "../../ipc/app.js";
import * as billing from "../../ipc/billing.js";
import { intention } from "../../ipc/index.js";
import * as meter from "../../ipc/meter.js";
import { addMeter, addPrice, removeMeter, replaceMeter, setMeter } from "./meter-forms.js";

/** @typedef {import("../../ipc/types/meter/hung").MeterLine} MeterLine */

/** @type {import("../../components/table.js").Column<MeterLine>[]} */
const COLUMNS = [
  { title: "房号/位置", cell: (m) => m.room },
  { title: "类别", cell: (m) => m.kind },
  { title: "表号", cell: (m) => m.code },
  { title: "价格", cell: (m) => m.price || html`<span class="muted">不单独计费</span>` },
  { title: "表盘", grow: true, cell: (m) => m.dial },
  { title: "上次抄表", cell: (m) => m.last_day },
  { title: "读数", number: true, cell: (m) => m.last },
  { title: "月均", number: true, cell: (m) => m.average },
  { title: "状态", cell: (m) => (m.removed ? html`<span class="muted">${m.removed} 拆除</span>` : "在用") },
];

/** 表计: what hangs where, and at which price. */
class Meters extends ZfElement {
  static properties = { book: { state: true }, typed: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/meter/hung").MeterBook | undefined} */ this.book = undefined;
    /** @type {{ value: string, label: string }[]} */ this.items = [];
    this.today = "";
    this.typed = "";
    /** @type {unknown} */ this.error = undefined;
  }

  async connectedCallback() {
    super.connectedCallback();
    await this.then(async () => {
      const [state, choices] = await Promise.all([app.state(), billing.choices()]);
      this.today = state.today;
      this.items = choices.items.map(([value, label]) => ({ value, label }));
      return true;
    });
  }

  /** Does something and reads the meters anew. @param {() => Promise<unknown>} act */
  async then(act) {
    try {
      if ((await act()) === undefined) return;
      this.book = await meter.all();
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  plans() {
    return [...new Set(this.book?.prices.map((p) => p.plan))];
  }

  /** A meter with its readings and what can be done with it. @param {MeterLine} of */
  async card(of) {
    const readings = await meter.readings(of.code);
    const what = await ask({
      title: `${of.room}　${of.kind} ${of.code}`,
      body: () => html`<p class="muted">${of.dial}　${of.price || "不单独计费"}</p>${list({
        caption: "读数",
        columns: [
          { title: "日期", cell: (r) => r.day },
          { title: "读数", number: true, cell: (r) => r.value },
          { title: "性质", cell: (r) => r.kind },
          { title: "经办", cell: (r) => r.operator },
          { title: "备注", grow: true, cell: (r) => r.note },
        ],
        rows: readings,
        mark: (r) => (r.void ? "void" : ""),
      })}`,
      actions: (/** @type {(answer?: () => Promise<unknown>) => void} */ close) => html`
        <button class="button" @click=${() => close()}>返回 <kbd>Esc</kbd></button>
        ${of.removed
          ? nothing
          : html`<button class="button grave" @click=${() => close(() => removeMeter(of, this.today))}>拆表</button>
              ${of.home ? html`<button class="button" @click=${() => close(() => setMeter(of, this.plans()))}>改价格或位置</button>` : nothing}
              <button class="button primary" @click=${() => close(() => replaceMeter(of, this.today))}>换表</button>`}`,
    });
    return what?.();
  }

  async importFile() {
    const file = await app.pickFile();
    if (!file) return undefined;
    const key = intention();
    const read = await meter.importMeters(file.id, false, key);
    const yes = await ask({
      title: "导入表",
      body: () => html`<p>“${file.name}”　可登记 <b>${read.added}</b> 块表，账本已有 ${read.known} 块，不登记 <b>${read.refused.length}</b> 行。</p>
        ${read.refused.length ? list({ caption: "不登记的行", columns: [{ title: "行", number: true, cell: (r) => r[0] }, { title: "内容", cell: (r) => r[1] }, { title: "原因", grow: true, cell: (r) => r[2] }], rows: read.refused }) : nothing}`,
      actions: (/** @type {(answer?: boolean) => void} */ close) => html`<button class="button" @click=${() => close()}>返回 <kbd>Esc</kbd></button><button class="button primary" ?disabled=${!read.added} @click=${() => close(true)}>登记 ${read.added} 块表</button>`,
    });
    if (!yes) return undefined;
    const done = await meter.importMeters(file.id, true, key);
    toast(`已登记 ${done.added} 块表`);
    return done;
  }

  render() {
    const words = this.typed.toLowerCase().split(/\s+/).filter(Boolean);
    const meters = (this.book?.meters ?? []).filter((m) => words.every((w) => `${m.room} ${m.kind} ${m.code} ${m.price}`.toLowerCase().includes(w)));
    return html`
      ${this.error ? failure(this.error) : nothing}
      ${this.book ? html`
        <section class="panel" aria-label="表">
          <header><h2>表</h2><span class="muted">点一行看读数，办换表、拆表</span></header>
          <div class="tools">
            <input class="plain" type="search" placeholder="筛选：房号、表号、价格" aria-label="筛选表" .value=${this.typed} @input=${(/** @type {any} */ e) => { this.typed = e.target.value; }} />
            <span class="muted">${meters.length} 块</span>
            <span class="actions"><button class="button" @click=${() => this.then(() => this.importFile())}>导入表……</button>
              <button class="button primary" @click=${() => this.then(() => addMeter(this.plans(), this.today))}>登记表</button></span>
          </div>
          ${this.book.meters.length
            ? html`<zf-long-list caption="表" .columns=${COLUMNS} .rows=${meters} @pick=${(/** @type {CustomEvent<MeterLine>} */ e) => this.then(() => this.card(e.detail))}></zf-long-list>`
            : empty("还没有登记表。先在下面定水电价格，再登记表或从表格导入。")}
        </section>
        <section class="panel" aria-label="水电价格">
          <header><h2>水电价格</h2><div class="actions"><button class="button" ?disabled=${!this.items.length} @click=${() => this.then(() => addPrice(this.items))}>新价格或调价</button></div></header>
          ${this.book.prices.length
            ? list({
                caption: "水电价格",
                columns: [
                  { title: "价格", cell: (p) => p.plan },
                  { title: "项目", cell: (p) => p.item },
                  { title: "从", cell: (p) => p.starts },
                  { title: "单价或阶梯", cell: (p) => p.tiers },
                  { title: "累计", cell: (p) => p.period },
                  { title: "应缴日", cell: (p) => p.due },
                  { title: "依据", grow: true, cell: (p) => p.clause },
                ],
                rows: this.book.prices,
              })
            : empty(this.items.length ? "还没有水电价格。" : "先在“价格”里新增水费、电费等收费项目。")}
        </section>` : nothing}`;
  }
}
customElements.define("zf-meters", Meters);
