import { html, nothing } from "lit";
import "../../components/long-list.js";
import { askForm } from "../../components/ask-form.js";
import { ZfElement } from "../../components/element.js";
import { showPapers } from "../../components/paper.js";
import { empty, failure } from "../../components/states.js";
import { toast } from "../../components/toast.js";
import * as app from "../../ipc/app.js";
import { intention } from "../../ipc/index.js";
import * as reconcile from "../../ipc/reconcile.js";
import { money } from "../../lib/format.js";
import { decideLine } from "./line.js";
import { takeStatement } from "./statement.js";

/** @typedef {import("../../ipc/types/reconcile").BenchLine} BenchLine */

const VERDICTS = /** @type {Record<string, string>} */ ({ certain: "有把握", twice: "疑似重复", unsure: "须核实" });

/** @type {import("../../components/table.js").Column<BenchLine>[]} */
const COLUMNS = [
  { title: "日期", cell: (l) => l.day },
  { title: "账户", cell: (l) => l.account },
  { title: "金额（元）", number: true, cell: (l) => money(l.amount) },
  { title: "对方", cell: (l) => l.payer },
  { title: "附言", cell: (l) => l.remark },
  { title: "把握", cell: (l) => html`<span class="tag ${l.verdict}">${l.open && !l.candidates.length && l.verdict === "unsure" ? "无线索" : (VERDICTS[l.verdict] ?? l.verdict)}</span>` },
  { title: "建议", grow: true, cell: (l) => l.candidates.join("；") },
];

/** 对账: statements taken in, every line decided by a person. */
class Reconcile extends ZfElement {
  static properties = { lines: { state: true }, decided: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {BenchLine[] | undefined} */ this.lines = undefined;
    this.decided = false;
    /** @type {unknown} */ this.error = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    try {
      this.lines = await reconcile.lines(this.decided);
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  async take() {
    const taken = await takeStatement();
    if (!taken) return;
    toast(`导入 ${taken.lines} 笔，以前导入过 ${taken.known} 笔，读不懂 ${taken.faults} 行。还没有入账，请逐笔确认`);
    this.load();
  }

  async acceptCertain() {
    try {
      toast(`已确认 ${await reconcile.acceptCertain(intention())} 笔有把握的流水`);
    } catch (refused) {
      toast(/** @type {Error} */ (refused).message);
    }
    this.load();
  }

  /** @param {BenchLine} line */
  async decide(line) {
    const done = await decideLine(line);
    if (!done) return;
    toast(done);
    this.load();
  }

  async report() {
    const accounts = [...new Set(this.lines?.map((l) => l.account))];
    const today = (await app.state()).today;
    const paper = await askForm({
      title: "对账表",
      fields: [
        accounts.length ? { name: "account", label: "账户", kind: "choice", options: accounts.map((a) => ({ value: a, label: a })) } : { name: "account", label: "账户", required: true },
        { name: "from", label: "第一天", kind: "date", value: `${today.slice(0, 8)}01`, required: true },
        { name: "to", label: "最后一天", kind: "date", value: today, required: true },
      ],
      yes: "生成对账表",
      submit: (v) => reconcile.paper(v.account, v.from, v.to),
    });
    if (paper) await showPapers([paper]);
  }

  render() {
    if (this.error) return failure(this.error);
    const certain = (this.lines ?? []).filter((l) => l.open && l.verdict === "certain").length;
    return html`
      <div class="desk-head">
        <label class="inline"><input type="checkbox" .checked=${this.decided} @change=${(/** @type {any} */ e) => { this.decided = e.target.checked; this.load(); }} /><span>也看已处理的</span></label>
        <div class="actions">
          <button class="button" @click=${() => this.report()}>对账表</button>
          <button class="button" ?disabled=${!certain} @click=${() => this.acceptCertain()}>确认全部有把握的（${certain}）</button>
          <button class="button primary" @click=${() => this.take()}>导入流水</button>
        </div>
      </div>
      ${this.lines?.length
        ? html`<zf-long-list caption="流水" .columns=${COLUMNS} .rows=${this.lines} @pick=${(/** @type {CustomEvent} */ e) => this.decide(e.detail)}></zf-long-list><p class="muted">点一行（或按 Enter）处理。每一笔都要有人确认才入账。</p>`
        : this.lines
          ? empty("没有待处理的流水。从银行、微信或支付宝下载流水文件后在这里导入。", html`<button class="button primary" @click=${() => this.take()}>导入流水</button>`)
          : nothing}`;
  }
}
customElements.define("zf-reconcile", Reconcile);
