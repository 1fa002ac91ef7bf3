import { html, nothing, svg } from "lit";
import { ZfElement } from "../../components/element.js";
import { list } from "../../components/table.js";
import { isComposing } from "../../lib/keys.js";
import { money } from "../../lib/format.js";
import { go } from "../../lib/router.js";

/** @typedef {import("../../ipc/types/home").BuildingView} Building */
/** @typedef {import("../../ipc/types/home").CellView} Cell */

const PITCH = 12; // of a cell, in units of the drawing
const SIDE = 10;
const GAP = 6; // between units
const LEFT = 16; // for the floors
const FOOT = 13; // for the units

/** The ages of a map, youngest first, as they are called. */
export const AGES = ["没有逾期", "1–90天", "91–180天", "181天–1年", "1–2年", "2–3年", "3年以上"];
/** Amounts of a map, in yuan, and as they are called. */
const STEPS = [0, 500, 1000, 2000, 5000, 10000];
export const AMOUNTS = ["没有逾期", "500元以内", "500–1,000", "1,000–2,000", "2,000–5,000", "5,000–1万", "1万元以上"];

/** @param {Cell} cell @param {boolean} byAmount */
export const levelOf = (cell, byAmount) => (byAmount ? STEPS.filter((yuan) => cell.overdue > yuan * 100).length : cell.age);

/** The mark of a level in a cell at x, y: a square that grows, then one with a hole, then one with a cross. */
function mark(/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ level) {
  const side = [0, 4, 6, 8, SIDE, SIDE, SIDE][level];
  const at = (/** @type {number} */ s) => `M${x + (SIDE - s) / 2} ${y + (SIDE - s) / 2}h${s}v${s}h${-s}z`;
  if (level === 5) return at(SIDE) + at(4);
  if (level === 6) return `${at(SIDE)}M${x + 2} ${y + 3}l3 3l3 -3l1 1l-3 3l3 3l-1 1l-3 -3l-3 3l-1 -1l3 -3l-3 -3z`;
  return at(side);
}

/** Where every home of a building is drawn. @param {Building} building */
export function layOut(building) {
  let left = LEFT;
  let column = 0;
  const cells = [];
  const units = [];
  for (const unit of building.units) {
    for (const home of unit.homes) cells.push({ home, column: column + home.column, row: home.row, x: left + home.column * PITCH, y: home.row * PITCH });
    units.push({ unit: unit.unit, x: left + (unit.columns * PITCH) / 2 });
    left += unit.columns * PITCH + GAP;
    column += unit.columns;
  }
  return { cells, units, width: Math.max(left - GAP, LEFT + PITCH), height: building.floors.length * PITCH + FOOT };
}

/** A few floors are named: the top, the lowest, and every fifth. @param {(number | null)[]} floors */
const named = (floors) =>
  floors.map((floor, row) => ({ floor, row })).filter(({ floor, row }) => floor === null || row === 0 || floor === 1 || (floor % 5 === 0 && row > 1));

/**
 * The buildings with a cell for every home. Arrows walk from home to home, Enter or a click opens one.
 */
class ArrearsMap extends ZfElement {
  static properties = { buildings: { attribute: false }, byAmount: { type: Boolean }, at: { state: true } };

  constructor() {
    super();
    /** @type {Building[]} */ this.buildings = [];
    this.byAmount = false;
    /** @type {{ building: number, cell: number } | undefined} */ this.at = undefined;
    /** @type {ReturnType<typeof layOut>[]} */ this.plans = [];
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has("buildings")) return;
    this.plans = this.buildings.map(layOut);
    this.at = undefined;
  }

  here() {
    return this.at && this.plans[this.at.building].cells[this.at.cell];
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (isComposing(event) || !this.plans.length) return;
    if (event.key === "Enter") return this.open();
    const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    const jump = { PageDown: 1, PageUp: -1 }[event.key];
    if (!step && !jump) return;
    event.preventDefault();
    if (!this.at) this.at = { building: 0, cell: 0 };
    else if (jump) this.turn(jump);
    else if (step) this.walk(step[0], step[1]);
    this.updateComplete.then(() => this.querySelector(".cursor")?.scrollIntoView?.({ block: "nearest", inline: "nearest" }));
  }

  /** To the nearest home in a direction; past the side of a building to the next building. @param {number} dx @param {number} dy */
  walk(dx, dy) {
    const from = this.here();
    if (!this.at || !from) return;
    const { cells } = this.plans[this.at.building];
    let best = -1;
    let least = Infinity;
    cells.forEach((cell, i) => {
      const [ahead, aside] = dx ? [(cell.column - from.column) * dx, Math.abs(cell.row - from.row)] : [(cell.row - from.row) * dy, Math.abs(cell.column - from.column)];
      if (ahead <= 0 || (dx && aside)) return;
      const far = ahead * 100 + aside;
      if (far < least) [best, least] = [i, far];
    });
    if (best >= 0) this.at = { building: this.at.building, cell: best };
    else if (dx) this.turn(dx);
  }

  /** To the next building, as near to the same floor as it has one. @param {number} by */
  turn(by) {
    const from = this.here();
    if (!this.at || !from) return;
    const building = this.at.building + by;
    if (!this.plans[building]) return;
    const floor = this.buildings[this.at.building].floors[from.row] ?? 0;
    const other = this.buildings[building];
    const off = (/** @type {number} */ row) => Math.abs((other.floors[row] ?? 0) - floor);
    const cells = this.plans[building].cells;
    let cell = 0;
    cells.forEach((c, i) => {
      const near = off(c.row) - off(cells[cell].row);
      if (near < 0 || (near === 0 && (by > 0 ? c.column < cells[cell].column : c.column > cells[cell].column))) cell = i;
    });
    this.at = { building, cell };
  }

  open() {
    const here = this.here();
    if (here) go("counter", here.home.room);
  }

  /** The home under the pointer. @param {MouseEvent} event @param {number} building */
  under(event, building) {
    const box = /** @type {SVGElement} */ (event.currentTarget).getBoundingClientRect();
    const plan = this.plans[building];
    const x = ((event.clientX - box.left) / box.width) * plan.width;
    const y = ((event.clientY - box.top) / box.height) * plan.height;
    return plan.cells.findIndex((c) => x >= c.x && x < c.x + PITCH && y >= c.y && y < c.y + PITCH);
  }

  /** @param {MouseEvent} event @param {number} building @param {boolean} open */
  point(event, building, open) {
    const cell = this.under(event, building);
    if (cell < 0) return;
    this.at = { building, cell };
    if (open) this.open();
  }

  /** @param {number} index */
  drawing(index) {
    const plan = this.plans[index];
    // A small estate is drawn larger.
    const rem = this.plans.reduce((sum, p) => sum + p.cells.length, 0) > 800 ? 14 : 10;
    const paths = AGES.map(() => "");
    let ground = "";
    for (const c of plan.cells) {
      ground += `M${c.x} ${c.y}h${SIDE}v${SIDE}h${-SIDE}z`;
      const level = levelOf(c.home, this.byAmount);
      if (level > 0) paths[level] += mark(c.x, c.y, level);
    }
    const cursor = this.at?.building === index ? plan.cells[this.at.cell] : undefined;
    return html`
      <svg viewBox="0 0 ${plan.width} ${plan.height}" width="${plan.width / rem}rem" height="${plan.height / rem}rem" aria-hidden="true"
        @click=${(/** @type {MouseEvent} */ e) => this.point(e, index, true)} @mousemove=${(/** @type {MouseEvent} */ e) => this.point(e, index, false)}>
        ${named(this.buildings[index].floors).map(({ floor, row }) => svg`<text class="floor" x=${LEFT - 3} y=${row * PITCH + 8.5}>${floor ?? "商"}</text>`)}
        ${plan.units.length > 1 ? plan.units.map((u) => svg`<text class="unit" x=${u.x - 1} y=${plan.height - 2}>${u.unit}</text>`) : nothing}
        <path class="ground" d=${ground} />
        ${paths.map((d, level) => (d ? svg`<path class="level-${level}" fill-rule="evenodd" d=${d} />` : nothing))}
        ${cursor ? svg`<rect class="cursor" x=${cursor.x - 1} y=${cursor.y - 1} width=${SIDE + 2} height=${SIDE + 2} />` : nothing}
      </svg>`;
  }

  /** What the current home owes. */
  words() {
    const here = this.here();
    if (!here) return html`<span class="muted">方向键逐户移动，PgUp / PgDn 换楼，Enter 或点击打开住户</span>`;
    const { room, overdue, age } = here.home;
    return overdue > 0 ? html`<b>${room}</b>逾期 <b>${money(overdue)}</b> 元，最早一笔 ${AGES[age]} <kbd>Enter</kbd> 打开` : html`<b>${room}</b>没有逾期 <kbd>Enter</kbd> 打开`;
  }

  render() {
    return html`
      <p class="current" aria-live="polite">${this.words()}</p>
      <div class="buildings" tabindex="0" role="application" aria-label="欠费图：方向键逐户移动，Enter 打开住户" @keydown=${this.key}>
        ${this.buildings.map((b, i) => html`
          <figure>
            <figcaption><b>${b.building}栋</b><span class="muted">${b.debtors}/${b.homes}户</span></figcaption>
            ${this.drawing(i)}
          </figure>`)}
      </div>`;
  }
}
customElements.define("zf-arrears-map", ArrearsMap);

/** What the marks mean. @param {boolean} byAmount */
export const mapLegend = (byAmount) =>
  (byAmount ? AMOUNTS : AGES).map((name, level) => html`
    <span class="mark"><svg viewBox="0 0 10 10" aria-hidden="true"><path class="ground" d="M0 0h10v10h-10z" />${level > 0 ? svg`<path class="level-${level}" fill-rule="evenodd" d=${mark(0, 0, level)} />` : nothing}</svg>${name}</span>`);

/** @param {Building[]} buildings */
export const mapTable = (buildings) =>
  list({
    caption: "各楼栋逾期欠费",
    columns: [
      { title: "楼栋", cell: (b) => `${b.building}栋`, grow: true },
      { title: "户数", number: true, cell: (b) => b.homes },
      { title: "欠费户", number: true, cell: (b) => b.debtors },
      { title: "逾期金额（元）", number: true, cell: (b) => money(b.overdue) },
    ],
    rows: buildings,
    onPick: (b) => go("dunning", "list", b.building),
  });
