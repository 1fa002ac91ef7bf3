import { html, nothing } from "lit";
import { ZfElement } from "../../components/element.js";
import { showPapers } from "../../components/paper.js";
import { picks } from "../../components/picks.js";
import { failure } from "../../components/states.js";
import { toast } from "../../components/toast.js";
import * as app from "../../ipc/app.js";
import * as billing from "../../ipc/billing.js";
import { place } from "../../lib/router.js";

/** 通知单: slips for the mailboxes, posters for the entrances. */
class Notices extends ZfElement {
  static properties = { buildings: { state: true }, chosen: { state: true }, months: { state: true }, full: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {string[]} */ this.buildings = [];
    /** @type {Set<string>} */ this.chosen = new Set();
    this.months = "";
    this.full = false;
    /** @type {unknown} */ this.error = undefined;
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      const [state, choices] = await Promise.all([app.state(), billing.choices()]);
      this.months = place().rest[1] ?? state.today.slice(0, 7);
      this.buildings = choices.buildings;
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {() => Promise<import("../../ipc/types/wire").PaperHandle[] | undefined>} make */
  async make(make) {
    this.error = undefined;
    try {
      const papers = await make();
      if (!papers) toast("已停止，没有生成");
      else if (!papers.length) toast("这个期间没有可通知的账单，请先出账");
      else await showPapers(papers);
    } catch (error) {
      this.error = error;
    }
  }

  render() {
    const chosen = [...this.chosen];
    return html`
      <section class="panel form">
        <div class="row"><label class="field"><span>账单期间（如 2026-01、2026-Q1）</span><input autocomplete="off" .value=${this.months} @input=${(/** @type {any} */ e) => { this.months = e.target.value; }} /></label></div>
        ${picks("楼栋", this.buildings.map((value) => ({ value, name: `${value}栋` })), this.chosen, (next) => { this.chosen = next; })}
        <div class="columns">
          <div class="span-6 form">
            <h2>缴费通知单（投信箱）</h2>
            <p class="muted">每户一张，A4 一裁二，每栋一份，姓名默认打码。只给本户，不张贴。</p>
            <label class="inline"><input type="checkbox" .checked=${this.full} @change=${(/** @type {any} */ e) => { this.full = e.target.checked; }} /><span>装信封，姓名不打码</span></label>
            <div><button class="button primary" @click=${() => this.make(() => billing.slips(this.months, chosen, this.full))}>生成通知单</button></div>
          </div>
          <div class="span-6 form">
            <h2>缴费通知（贴楼栋）</h2>
            <p class="muted">A4，只写户数和缴费办法，没有姓名、房号和金额。</p>
            <div><button class="button" @click=${() => this.make(() => billing.posters(this.months, chosen))}>生成张贴通知</button></div>
          </div>
        </div>
      </section>
      ${this.error ? failure(this.error) : nothing}`;
  }
}
customElements.define("zf-notices", Notices);
