import { html, nothing } from "lit";
import { ZfElement } from "../../components/element.js";
import "../../components/long-list.js";
import { list } from "../../components/table.js";
import { money } from "../../lib/format.js";
import { go } from "../../lib/router.js";

/** @type {import("../../components/table.js").Column<import("../../ipc/types/billing").ObstacleLine>[]} */
const OBSTACLES = [
  { title: "房号", cell: (o) => o.room },
  { title: "影响", cell: (o) => html`<span class=${o.leaves_out ? "danger" : "muted"}>${o.leaves_out ? "不出账" : "提醒"}</span>` },
  { title: "情况", grow: true, cell: (o) => o.what },
];

/** @type {import("../../components/table.js").Column<import("../../ipc/types/billing").SpecialLine>[]} */
const SPECIAL = [
  { title: "房号", cell: (s) => s.room },
  { title: "项目", cell: (s) => s.item },
  { title: "承担", cell: (s) => s.payer },
  { title: "天数", grow: true, cell: (s) => s.days },
  { title: "全额", number: true, cell: (s) => money(s.gross) },
  { title: "空置优惠", number: true, cell: (s) => (s.vacancy ? `−${money(s.vacancy)}` : "—") },
  { title: "减免", number: true, cell: (s) => (s.relief ? `−${money(s.relief)}` : "—") },
  { title: "应收（元）", number: true, cell: (s) => money(s.net) },
];

/** The charges that are not simply their months at the full price, found by typing. */
class Special extends ZfElement {
  static properties = { lines: {}, typed: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/billing").SpecialLine[]} */ this.lines = [];
    this.typed = "";
  }

  render() {
    const words = this.typed.toLowerCase().split(/\s+/).filter(Boolean);
    const lines = this.lines.filter((s) => words.every((w) => `${s.room} ${s.item} ${s.payer} ${s.vacancy ? "空置" : ""} ${s.relief ? "减免" : ""}`.toLowerCase().includes(w)));
    return html`
      <div class="tools">
        <input class="plain" type="search" placeholder="筛选：房号、项目、建设单位、空置、减免" aria-label="筛选特别的账单" .value=${this.typed} @input=${(/** @type {any} */ e) => { this.typed = e.target.value; }} />
        <span class="muted" aria-live="polite">${lines.length} / ${this.lines.length} 笔</span>
      </div>
      <zf-long-list caption="特别的账单" .columns=${SPECIAL} .rows=${lines}></zf-long-list>`;
  }
}
customElements.define("zf-special", Special);

const change = (/** @type {number} */ fen) => (fen ? money(fen) : "—");

/** What a person looks at before posting. @param {import("../../ipc/types/billing").RunView} view */
export function previewPanels(view) {
  const open = (/** @type {CustomEvent} */ e) => go("counter", e.detail.room);
  return html`
    ${view.obstacles.length
      ? html`<section class="panel"><header><h2>请先看这 ${view.obstacles.length} 处</h2><span class="muted">点一行打开该户</span></header>
          <zf-long-list caption="情况" .columns=${OBSTACLES} .rows=${view.obstacles} @pick=${open}></zf-long-list></section>`
      : nothing}
    ${view.differences.length
      ? html`<section class="panel"><header><h2>与上期相比</h2><span class="muted">单位：元</span></header>${list({
          caption: "与上期相比",
          columns: [
            { title: "项目", grow: true, cell: (d) => d.item },
            { title: "上期", number: true, cell: (d) => money(d.before) },
            { title: "本期", number: true, cell: (d) => money(d.now) },
            { title: "差额", number: true, cell: (d) => change(d.change) },
            { title: "新增户", number: true, cell: (d) => change(d.new_homes) },
            { title: "停收户", number: true, cell: (d) => change(d.gone_homes) },
            { title: "单价变化", number: true, cell: (d) => change(d.price) },
            { title: "面积数量", number: true, cell: (d) => change(d.quantity) },
            { title: "其他", number: true, cell: (d) => change(d.other) },
          ],
          rows: view.differences,
        })}</section>`
      : nothing}
    ${view.by_building.length > 1
      ? html`<section class="panel"><header><h2>各楼栋</h2></header>${list({
          caption: "各楼栋",
          columns: [
            { title: "楼栋", grow: true, cell: (b) => `${b.building}栋` },
            { title: "户数", number: true, cell: (b) => b.homes },
            { title: "笔数", number: true, cell: (b) => b.charges },
            { title: "金额（元）", number: true, cell: (b) => money(b.total) },
          ],
          rows: view.by_building,
        })}</section>`
      : nothing}
    ${view.special.length
      ? html`<section class="panel"><header><h2>按天分摊、由建设单位承担或有优惠的 ${view.special.length} 笔</h2></header>
          <zf-special .lines=${view.special} @pick=${open}></zf-special></section>`
      : nothing}`;
}
