import { html, nothing } from "lit";
import { ZfElement } from "../../components/element.js";
import "../../components/long-list.js";
import { empty, failure } from "../../components/states.js";
import * as dunning from "../../ipc/dunning.js";
import { money, period } from "../../lib/format.js";
import { go } from "../../lib/router.js";
import { noteDelivery } from "../contact/deliver.js";

/** @typedef {import("../../ipc/types/dunning/lists").BarredLine} Line */

const WITHIN = [30, 90, 180];

/** @param {(room: string) => void} onDeliver @returns {import("../../components/table.js").Column<Line>[]} */
const columns = (onDeliver) => [
  { title: "届满日", cell: (l) => l.last_day },
  { title: "还有", number: true, cell: (l) => (l.days_left < 0 ? html`<span class="danger">已届满</span>` : html`<span class=${l.days_left <= 30 ? "danger" : ""}>${l.days_left} 天</span>`) },
  { title: "房号", cell: (l) => l.room },
  { title: "业主", cell: (l) => l.owner },
  { title: "项目", cell: (l) => l.item },
  { title: "期间", cell: (l) => period(l.months) },
  { title: "到期日", cell: (l) => l.due },
  { title: "未付（元）", number: true, cell: (l) => money(l.open) },
  { title: "与时效有关的事项", grow: true, cell: (l) => l.events },
  { title: "", cell: (l) => html`<button class="link" @click=${(/** @type {Event} */ e) => { e.stopPropagation(); onDeliver(l.room); }}>登记送达</button>` },
];

/** 诉讼时效: what becomes time-barred soon. */
class Limitation extends ZfElement {
  static properties = { lines: { state: true }, error: { state: true }, within: { state: true }, over: { state: true } };

  constructor() {
    super();
    /** @type {Line[] | undefined} */ this.lines = undefined;
    /** @type {unknown} */ this.error = undefined;
    this.within = 180;
    this.over = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    try {
      this.lines = await dunning.limitation(this.within, this.over);
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {string} room */
  async deliver(room) {
    if (await noteDelivery(room)) await this.load();
  }

  render() {
    const chip = (/** @type {number} */ days) => html`<button class="chip" aria-pressed=${days === this.within} @click=${() => { this.within = days; this.load(); }}>${days} 天内</button>`;
    return html`
      <div class="tools">
        <div class="chips" role="group" aria-label="多少天内届满">${WITHIN.map(chip)}</div>
        <label class="inline"><input type="checkbox" .checked=${this.over} @change=${(/** @type {any} */ e) => { this.over = e.target.checked; this.load(); }} /><span>也列已届满的</span></label>
        <span class="muted">按更谨慎的算法，末日遇节假日不顺延。书面催缴、部分付款、可证明的承诺和分期协议使时效重新起算。</span>
      </div>
      ${this.error ? failure(this.error) : nothing}
      ${!this.lines ? nothing : !this.lines.length ? empty(`${this.within} 天内没有届满的欠费。`) : html`
        <zf-long-list .columns=${columns((room) => this.deliver(room))} .rows=${this.lines} caption="临近诉讼时效的欠费" @pick=${(/** @type {CustomEvent<Line>} */ e) => go("counter", e.detail.room)}></zf-long-list>`}`;
  }
}
customElements.define("zf-limitation", Limitation);
