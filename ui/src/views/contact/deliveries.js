import { html, nothing } from "lit";
import { ZfElement } from "../../components/element.js";
import "../../components/long-list.js";
import { empty, failure } from "../../components/states.js";
import { toast } from "../../components/toast.js";
import * as contact from "../../ipc/contact.js";
import { money } from "../../lib/format.js";
import { confirm, gradeMark, noteDelivery } from "./deliver.js";

/** @typedef {import("../../ipc/types/contact/deliveries").LetterView} Letter */

/** Which letters to look at. @type {{ name: string, only: (l: Letter) => boolean, none: string }[]} */
const VIEWS = [
  { name: "待送达", only: (l) => l.state === "waiting", none: "没有待送达的催缴文书。在“批次”里办了催缴通知或书面催缴函以后，送到一份在这里登记一份。" },
  { name: "证明不足", only: (l) => l.state === "weak", none: "没有证明不足的送达。" },
  { name: "待经理确认", only: (l) => l.state === "to-confirm", none: "没有等经理确认的送达。" },
  { name: "已送达", only: (l) => l.state === "delivered", none: "还没有送达的文书。" },
  { name: "全部", only: () => true, none: "还没有催缴文书。先在“批次”里办催缴通知或书面催缴函。" },
];

/** 送达: every letter with how it was delivered. */
class Deliveries extends ZfElement {
  static properties = { letters: { state: true }, error: { state: true }, at: { state: true } };

  constructor() {
    super();
    /** @type {Letter[] | undefined} */ this.letters = undefined;
    /** @type {unknown} */ this.error = undefined;
    this.at = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    try {
      this.letters = await contact.letters();
    } catch (error) {
      this.error = error;
    }
  }

  /** A doubtful delivery is confirmed, everything else noted. @param {Letter} letter */
  async pick(letter) {
    try {
      const doubtful = letter.state === "to-confirm" ? (await contact.file(letter.room, letter.account)).deliveries.find((d) => d.letter === letter.number && d.to_confirm) : undefined;
      if (doubtful ? await confirm(doubtful) : await noteDelivery(letter.room, letter.number)) await this.load();
    } catch (refused) {
      toast(/** @type {Error} */ (refused).message);
    }
  }

  /** @returns {import("../../components/table.js").Column<Letter>[]} */
  columns() {
    return [
      { title: "房号", cell: (l) => l.room },
      { title: "业主", cell: (l) => l.owner },
      { title: "文书", cell: (l) => l.what },
      { title: "编号", cell: (l) => l.number },
      { title: "制作", cell: (l) => l.on },
      { title: "金额（元）", number: true, cell: (l) => money(l.amount) },
      { title: "送达", cell: (l) => html`<span class=${l.state === "weak" ? "danger" : ""}>${l.label}</span>` },
      { title: "等级", cell: (l) => gradeMark(l.grade) },
      { title: "送达日", grow: true, cell: (l) => l.delivered },
    ];
  }

  render() {
    const view = VIEWS[this.at];
    const rows = this.letters?.filter(view.only);
    const count = (/** @type {typeof view} */ v) => this.letters?.filter(v.only).length ?? 0;
    return html`
      <div class="tools">
        <div class="chips" role="group" aria-label="看哪些">${VIEWS.map((v, i) => html`<button class="chip" aria-pressed=${i === this.at} @click=${() => { this.at = i; }}>${v.name} ${count(v)}</button>`)}</div>
        <span class="muted">A–C 级使时效重新计算，D 级要经理确认，E 级（公告栏、群、无凭证）不影响时效。Enter 登记送达。</span>
      </div>
      ${this.error ? failure(this.error) : nothing}
      ${!rows ? nothing : !rows.length ? empty(view.none) : html`<zf-long-list .columns=${this.columns()} .rows=${rows} caption="催缴文书的送达" @pick=${(/** @type {CustomEvent<Letter>} */ e) => this.pick(e.detail)}></zf-long-list>`}`;
  }
}
customElements.define("zf-deliveries", Deliveries);
