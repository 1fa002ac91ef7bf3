import { html, nothing } from "lit";
import { ZfElement } from "../../components/element.js";
import "../../components/long-list.js";
import { empty, failure } from "../../components/states.js";
import * as dunning from "../../ipc/dunning.js";
import { bind } from "../../lib/keys.js";
import { money } from "../../lib/format.js";
import { askRun, tell } from "./run-form.js";

/** @typedef {import("../../ipc/types/dunning/runs").RunView} Run */

/** @param {import("../../ipc/types/dunning/runs").Share | null} share */
const share = (share) => (share?.percent ? html`${share.percent}% <span class="muted">${share.part}/${share.whole}</span>` : html`<span class="muted">—</span>`);

/** 批次: the runs made and what they brought; a new one. */
class Runs extends ZfElement {
  static properties = { runs: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {Run[] | undefined} */ this.runs = undefined;
    /** @type {unknown} */ this.error = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.undo = [bind("F9", () => this.make())];
    this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.undo?.forEach((undo) => undo());
  }

  async load() {
    try {
      this.runs = await dunning.runs();
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  async make() {
    try {
      if (await askRun()) await this.load();
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {Run} run */
  async again(run) {
    if (!run.letters) return;
    try {
      await tell(await dunning.reprint(run.run));
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  columns() {
    return [
      { title: "批次", number: true, cell: (/** @type {Run} */ r) => r.run },
      { title: "日期", cell: (/** @type {Run} */ r) => r.day },
      { title: "办了什么", cell: (/** @type {Run} */ r) => r.stage },
      { title: "户数", number: true, cell: (/** @type {Run} */ r) => r.homes },
      { title: "金额（元）", number: true, cell: (/** @type {Run} */ r) => money(r.asked) },
      { title: "户转化率", number: true, cell: (/** @type {Run} */ r) => share(r.by_homes) },
      { title: "金额转化率", number: true, cell: (/** @type {Run} */ r) => share(r.by_amount) },
      { title: "转入后一次", number: true, cell: (/** @type {Run} */ r) => r.handed_on || html`<span class="muted">—</span>` },
      { title: "经办", cell: (/** @type {Run} */ r) => r.by },
      { title: "经理批准", grow: true, cell: (/** @type {Run} */ r) => r.decision },
    ];
  }

  render() {
    return html`
      <div class="tools">
        <span class="muted">Enter 补印一批的信件（余额变过的户不印）。七天内缴到所催金额八成算转化；又办了下一步的户算在后一次，不重复算。</span>
        <span class="actions"><button class="button primary" @click=${this.make}>新的一批 <kbd>F9</kbd></button></span>
      </div>
      ${this.error ? failure(this.error) : nothing}
      ${!this.runs ? nothing : !this.runs.length ? empty("还没有办过一批。先办“温馨提示”，看清发哪些户、不发哪些户和原因，再生成。", html`<button class="button" @click=${this.make}>新的一批</button>`) : html`
        <zf-long-list .columns=${this.columns()} .rows=${this.runs} caption="办过的批次" @pick=${(/** @type {CustomEvent<Run>} */ e) => this.again(e.detail)}></zf-long-list>`}`;
  }
}
customElements.define("zf-dunning-runs", Runs);
