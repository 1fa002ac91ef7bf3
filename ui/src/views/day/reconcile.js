import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { confirmed } from "../../components/dialog.js";
import { ZfElement } from "../../components/element.js";
import "../../components/long-list.js";
import { empty, failure } from "../../components/states.js";
import { toast } from "../../components/toast.js";
import { intention } from "../../ipc/index.js";
import * as reconcile from "../../ipc/reconcile.js";
import { money } from "../../lib/format.js";
import { doneLine, openLine } from "./line.js";
import { showReport } from "./report.js";
import { takeStatement } from "./statement.js";

/** @typedef {import("../../ipc/types/reconcile").OpenLine} OpenLine */
/** @typedef {import("../../ipc/types/reconcile").DoneLine} DoneLine */

const VERDICTS = /** @type {Record<string, string>} */ ({ certain: "有把握", twice: "疑似重复", unsure: "须核实" });

/** How sure the proposal is, in words. @param {OpenLine} l */
const verdict = (l) => (l.candidates.length ? VERDICTS[l.verdict] : "无线索");

/** @type {import("../../components/table.js").Column<any>[]} */
const LINE = [
  { title: "日期", cell: (l) => l.day },
  { title: "金额（元）", number: true, cell: (l) => money(l.amount) },
  { title: "对方", cell: (l) => l.payer },
  { title: "附言", grow: true, cell: (l) => l.remark },
];

/** @type {import("../../components/table.js").Column<OpenLine>[]} */
const OPEN = [...LINE, { title: "把握", cell: (l) => html`<span class="tag ${l.candidates.length ? l.verdict : ""}">${verdict(l)}</span>` }, { title: "建议", cell: (l) => (l.candidates.length > 1 ? `${l.candidates[0].words} 等 ${l.candidates.length} 项` : (l.candidates[0]?.words ?? "")) }];

/** @type {import("../../components/table.js").Column<DoneLine>[]} */
const DONE = [...LINE, { title: "确认为", cell: (l) => l.kind_name }, { title: "单据", cell: (l) => l.of }, { title: "确认人", cell: (l) => l.by }];

/** 对账: the lines of statements on the left, what the one in hand belongs to on the right. */
class Reconcile extends ZfElement {
  static properties = { accounts: { state: true }, open: { state: true }, done: { state: true }, account: { state: true }, which: { state: true }, at: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/reconcile").AccountLine[] | undefined} */ this.accounts = undefined;
    /** @type {OpenLine[]} */ this.open = [];
    /** @type {DoneLine[]} */ this.done = [];
    this.account = "";
    /** @type {"open" | "suspense" | "done"} */ this.which = "open";
    /** The line in hand, by its place. */
    this.at = 0;
    /** @type {unknown} */ this.error = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    try {
      [this.accounts, this.open, this.done] = await Promise.all([reconcile.accounts(), reconcile.open(this.account), reconcile.done(this.account)]);
      this.at = Math.max(0, Math.min(this.at, this.rows().length - 1));
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  /** @returns {any[]} */
  rows() {
    if (this.which === "open") return this.open;
    return this.done.filter((l) => (l.kind === "suspense") === (this.which === "suspense"));
  }

  /** @param {Partial<Pick<Reconcile, "account" | "which">>} change */
  async look(change) {
    Object.assign(this, change);
    this.at = 0;
    if ("account" in change) await this.load();
  }

  /** Does something to a line, says what came of it, and goes on with the next. @param {() => Promise<string | undefined>} act */
  async act(act) {
    try {
      const said = await act();
      if (!said) return;
      toast(said);
      await this.load();
      await this.updateComplete;
      /** @type {HTMLElement | null} */ (this.querySelector(".long-list"))?.focus();
    } catch (refused) {
      toast(/** @type {Error} */ (refused).message);
    }
  }

  async acceptCertain() {
    const certain = this.open.filter((l) => l.verdict === "certain");
    const receipts = certain.filter((l) => l.candidates[0]?.belongs.kind === "home").length;
    const text = `共 ${certain.length} 笔。其中 ${receipts} 笔据流水开具收据，记入今天的收款；其余与已有收据、退款对上。须核实和疑似重复的不动。`;
    if (await confirmed("确认全部有把握的流水", text, `确认 ${certain.length} 笔`)) {
      await this.act(async () => `已确认 ${await reconcile.acceptCertain(this.account, intention())} 笔`);
    }
  }

  suspendUnsure() {
    const unsure = this.open.filter((l) => l.verdict === "unsure" && l.amount > 0).length;
    return this.act(() =>
      askForm({
        title: "其余收入全部转入待认领",
        text: `${unsure} 笔没有把握的收入转入待认领，不记到任何一户；知道是谁的以后，在“待认领”里收款。`,
        fields: [{ name: "note", label: "说明（可不填）" }],
        yes: "转入待认领",
        submit: async ({ note }, key) => `已转入待认领 ${await reconcile.suspendUnsure(this.account, note, key)} 笔`,
      }),
    );
  }

  async import() {
    await this.act(async () => {
      const taken = await takeStatement(this.accounts ?? []);
      if (!taken) return undefined;
      this.which = "open";
      return `导入 ${taken.lines} 笔${taken.known ? `，以前导入过 ${taken.known} 笔` : ""}${taken.faults ? `，读不懂 ${taken.faults} 行` : ""}。还没有入账，请逐笔确认`;
    });
  }

  /** Enter on a line goes to what can be done with it. @param {CustomEvent} event */
  async pick(event) {
    this.at = this.rows().indexOf(event.detail);
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector(".in-hand button"))?.focus();
  }

  render() {
    if (this.error) return failure(this.error);
    if (!this.accounts) return html`<p class="muted">正在读取……</p>`;
    if (!this.accounts.length) return empty("还没有导入过对账单。从银行、微信或支付宝下载流水文件（Excel 或 CSV），在这里导入。导入不入账，逐笔确认才入账。", html`<button class="button primary" @click=${this.import}>导入对账单</button>`);
    const rows = this.rows();
    const line = rows[this.at];
    return html`
      ${this.tools()}
      ${rows.length
        ? html`
          <div class="bench">
            <zf-long-list caption="流水" .columns=${this.which === "open" ? OPEN : DONE} .rows=${rows}
              @move=${(/** @type {CustomEvent<number>} */ e) => { this.at = e.detail; }} @pick=${this.pick}></zf-long-list>
            <section class="panel in-hand" aria-label="这一笔">${line ? (this.which === "open" ? openLine(line, (act) => this.act(act)) : doneLine(line, (act) => this.act(act))) : nothing}</section>
          </div>`
        : empty({ open: "流水都处理完了。下一份对账单到手后在这里导入。", suspense: "没有待认领的款项。", done: "还没有确认过的流水。" }[this.which])}`;
  }

  tools() {
    const certain = this.open.filter((l) => l.verdict === "certain").length;
    const unsure = this.open.some((l) => l.verdict === "unsure" && l.amount > 0);
    const suspense = this.done.filter((l) => l.kind === "suspense").length;
    const chip = (/** @type {Reconcile["which"]} */ which, /** @type {string} */ name, /** @type {number} */ count) =>
      html`<button class="chip" aria-pressed=${this.which === which} @click=${() => this.look({ which })}>${name} ${count}</button>`;
    return html`
      <div class="tools">
        <span class="chips" role="group" aria-label="哪些流水">${chip("open", "待处理", this.open.length)}${chip("suspense", "待认领", suspense)}${chip("done", "已确认", this.done.length - suspense)}</span>
        <select aria-label="账户" @change=${(/** @type {any} */ e) => this.look({ account: e.target.value })}>
          <option value="">全部账户</option>${this.accounts?.map((a) => html`<option value=${a.account} ?selected=${a.account === this.account}>${a.account}（${a.method_name}）</option>`)}
        </select>
        <span class="actions">
          ${this.which === "open" && certain ? html`<button class="button" @click=${this.acceptCertain}>确认全部有把握的 ${certain} 笔</button>` : nothing}
          ${this.which === "open" && !certain && unsure ? html`<button class="button" @click=${this.suspendUnsure}>其余转入待认领</button>` : nothing}
          <button class="button" @click=${() => showReport(this.accounts ?? [], this.account)}>对账表</button>
          <button class="button primary" @click=${this.import}>导入对账单</button>
        </span>
      </div>`;
  }
}
customElements.define("zf-reconcile", Reconcile);
