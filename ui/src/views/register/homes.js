import { html } from "lit";
import { askForm } from "../../components/ask-form.js";
import { ZfElement } from "../../components/element.js";
import { empty, failure } from "../../components/states.js";
import { exportButton } from "../../components/export-list.js";
import "../../components/long-list.js";
import * as register from "../../ipc/register.js";
import { go } from "../../lib/router.js";
import { homeFields, sentHome } from "./fields.js";

/** @typedef {import("../../ipc/types/register/homes").HomeLine} HomeLine */

/** @type {import("../../components/table.js").Column<HomeLine>[]} */
const COLUMNS = [
  { title: "房号", cell: (h) => h.room },
  { title: "业主", cell: (h) => h.owners, grow: true },
  { title: "电话", cell: (h) => h.phone },
  { title: "用途", cell: (h) => h.use_kind },
  { title: "建筑面积 m²", cell: (h) => h.area, number: true },
  { title: "状态", cell: (h) => h.status },
  { title: "交付日期", cell: (h) => h.handover },
  { title: "车位", cell: (h) => h.spaces },
];

/** Homes that hold every word typed, in any column shown. @param {HomeLine[]} homes @param {string} typed @param {string} building */
export function fitting(homes, typed, building) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return homes.filter((h) => {
    if (building && h.building !== building) return false;
    const text = `${h.room} ${h.owners} ${h.phone} ${h.use_kind} ${h.status} ${h.spaces} ${h.plates}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** 房屋: every home, found by typing. */
class Homes extends ZfElement {
  static properties = { homes: { state: true }, error: { state: true }, typed: { state: true }, building: { state: true } };

  constructor() {
    super();
    /** @type {HomeLine[] | undefined} */ this.homes = undefined;
    /** @type {unknown} */ this.error = undefined;
    this.typed = "";
    this.building = "";
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    try {
      this.homes = await register.homes();
    } catch (error) {
      this.error = error;
    }
  }

  async add() {
    const room = await askForm({
      title: "登记房屋",
      fields: [
        { name: "room", label: "房号", required: true, hint: "楼栋-单元-房间，例如 3-1-301" },
        { name: "square", label: "建筑面积（m²）", kind: "number", required: true, hint: "按不动产权证" },
        { name: "handover", label: "交付日期", kind: "date", hint: "还没交付的留空" },
        ...homeFields(),
      ],
      yes: "登记",
      submit: (v, key) => register.addHome({ room: v.room, square: v.square, handover: v.handover, home: sentHome(v), key }),
    });
    if (room) go("register", "home", room);
  }

  render() {
    if (this.error) return failure(this.error);
    if (!this.homes) return html`<p class="muted">正在读取……</p>`;
    if (!this.homes.length) return empty("档案里还没有房屋。先导入台账，或逐户登记。", html`<span class="row"><a class="button primary" href="#/register/imports">导入台账</a> <button class="button" @click=${this.add}>登记房屋</button></span>`);
    const rows = fitting(this.homes, this.typed, this.building);
    const buildings = [...new Set(this.homes.map((h) => h.building))];
    return html`
      <div class="tools">
        <input class="plain" type="search" placeholder="筛选：房号、业主、车位、车牌" aria-label="筛选房屋" .value=${this.typed} @input=${(/** @type {any} */ e) => { this.typed = e.target.value; }} />
        <select class="plain" aria-label="楼栋" @change=${(/** @type {any} */ e) => { this.building = e.target.value; }}>
          <option value="">全部楼栋</option>
          ${buildings.map((b) => html`<option value=${b}>${b} 栋</option>`)}
        </select>
        <span class="muted" aria-live="polite">${rows.length === this.homes.length ? `${rows.length} 户` : `${rows.length} / ${this.homes.length} 户`}</span>
        <span class="actions">${exportButton("业主台账", "register_export_homes")}<button class="button primary" @click=${this.add}>登记房屋</button></span>
      </div>
      <zf-long-list .columns=${COLUMNS} .rows=${rows} caption="房屋" @pick=${(/** @type {CustomEvent<HomeLine>} */ e) => go("register", "home", e.detail.room)}></zf-long-list>`;
  }
}
customElements.define("zf-register-homes", Homes);
