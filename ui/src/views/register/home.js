import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { ZfElement } from "../../components/element.js";
import "../../components/live.js";
import { failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as register from "../../ipc/register.js";
import { bind } from "../../lib/keys.js";
import { day, money } from "../../lib/format.js";
import { go } from "../../lib/router.js";
import { homeFields, sentHome } from "./fields.js";

/** @typedef {import("../../ipc/types/register/home").HomeView} HomeView */

const A_DAY = /^\d{4}-\d{1,2}-\d{1,2}$/;

/** `2025年12月15—31日` within a month. @param {[string, string]} days */
const span = ([from, to]) => (from.slice(0, 7) === to.slice(0, 7) ? `${day(from).slice(0, -1)}—${Number(to.slice(8))}日` : `${day(from)}—${day(to)}`);

/** @param {import("../../ipc/types/register/transfer").MovingCharge[]} lines */
const moving = (lines) => html`<ul>${lines.map((l) => html`<li><span>${l.item}　${span(l.days)}</span><b>${money(l.amount)}</b></li>`)}</ul>`;

/** Both accounts after a transfer. @param {import("../../ipc/types/register/transfer").TransferView} t */
export const bothAccounts = (t) => html`
  <div class="both">
    <section><h3>原业主　${t.former}</h3><dl><dt>未缴</dt><dd>${money(t.former_open)}</dd><dt>预存</dt><dd>${money(t.former_prepaid)}</dd></dl>
      ${t.freed > 0 ? html`<p class="muted">已缴的过户后费用 ${money(t.freed)} 元退回为其预存。</p>` : nothing}
      ${t.former_prepaid > 0 ? html`<p class="muted">预存凭退款单退还。</p>` : nothing}</section>
    <section><h3>新业主　${t.owners}</h3><dl><dt>未缴</dt><dd>${money(t.owner_open)}</dd><dt>转入预存</dt><dd>${money(t.prepaid_moved)}</dd></dl>
      ${t.split.length ? html`<p class="muted">已出账单中过户后的部分：</p>${moving(t.split)}` : nothing}
      ${t.arrears_moved.length ? html`<p class="muted">按约定承担的旧欠：</p>${moving(t.arrears_moved)}` : nothing}</section>
  </div>
  ${t.not_split ? html`<p class="muted">按表、公摊等 ${t.not_split} 笔不按天计费的账单仍由原业主承担。</p>` : nothing}`;

/** @param {import("../../ipc/types/register/home").AreaQuote} q */
const areaQuote = (q) => q.lines.length
  ? html`<ul>${q.lines.map((l) => html`<li><span>${span(l.days)}　${money(l.was)} → ${money(l.is)}</span><b>${money(l.difference)}</b></li>`)}</ul><p>差额合计 <b>${money(q.difference)}</b> 元，批准后更正账单和档案。</p>`
  : html`<p>没有按面积计费的账单要更正，批准后只改档案。</p>`;

/** One home of the register: what it says, who owes, what was changed, and what can be done. */
class Home extends ZfElement {
  static properties = { room: {}, home: { state: true }, error: { state: true } };

  constructor() {
    super();
    this.room = "";
    /** @type {HomeView | undefined} */ this.home = undefined;
    /** @type {unknown} */ this.error = undefined;
    /** @type {(() => void)[]} */ this.unbind = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.unbind = [bind("Escape", () => go("register", "homes")), bind("F4", () => this.edit())];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unbind.forEach((undo) => undo());
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("room")) this.load();
  }

  async load() {
    try {
      this.home = await register.home(this.room);
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {string | undefined} said */
  told(said) {
    if (said === undefined) return;
    toast(said);
    this.load();
  }

  async edit() {
    if (!this.home) return;
    const home = this.home;
    let typed;
    try {
      typed = await register.openHome(home.room);
    } catch (error) {
      toast(/** @type {Error} */ (error).message);
      return;
    }
    const renamed = (/** @type {Record<string, string>} */ v) => typed.owners !== "" && v.owners.trim() !== typed.owners;
    this.told(await askForm({
      title: `修改 ${home.room}`,
      fields: [...homeFields(typed), { name: "corrects", label: "更正姓名：还是原来的人，只是写错了", kind: "check", when: renamed }],
      yes: "保存",
      submit: async (v, key) => `${home.room} 已改 ${await register.editHome(home.room, sentHome(v), v.corrects === "true", key)} 项，修改前的内容留在变更记录里。`,
    }));
  }

  async handOver() {
    const home = /** @type {HomeView} */ (this.home);
    this.told(await askForm({
      title: `交付 ${home.room}`,
      text: "交付日之前的费用由建设单位承担，从交付日起由业主承担。",
      fields: [{ name: "on", label: "交付日期", kind: "date", value: home.handover, required: true }],
      yes: "登记交付",
      submit: async (v, key) => { await register.handOver(home.room, v.on, key); return `${home.room} 的交付日期已登记为 ${day(v.on)}。`; },
    }));
  }

  async area() {
    const home = /** @type {HomeView} */ (this.home);
    const typed = (/** @type {Record<string, string>} */ v) => ({ room: home.room, square: v.square, from: v.from });
    this.told(await askForm({
      title: `更正面积 ${home.room}`,
      text: `档案面积 ${home.area || "未登记"} m²。面积牵动已出的账单，所以要报审批：批准后从选定的月份起多退少补。`,
      fields: [
        { name: "square", label: "正确的建筑面积（m²）", kind: "number", required: true, hint: "按不动产权证" },
        { name: "from", label: "从哪个月起更正", kind: "month", required: true },
        { name: "reason", label: "原因", required: true, hint: "例如：产权证面积" },
      ],
      beside: (v) => html`<zf-live class="quote" .question=${/^\d+(\.\d+)?$/.test(v.square) && /^\d{4}-\d{1,2}$/.test(v.from) ? typed(v) : undefined} .ask=${register.quoteArea} .show=${areaQuote}></zf-live>`,
      yes: "提交面积更正单",
      submit: async (v, key) => `面积更正单 ${await register.correctArea({ ...typed(v), reason: v.reason, key })} 已提交，批准后生效。`,
    }));
  }

  async transfer() {
    const home = /** @type {HomeView} */ (this.home);
    const typed = (/** @type {Record<string, string>} */ v) => ({
      room: home.room, on: v.on, to: v.to, phones: v.phones, agreement: v.agreement, move_arrears: v.arrears === "true", move_prepaid: v.prepaid === "true",
    });
    const moves = (/** @type {Record<string, string>} */ v) => v.arrears === "true" || v.prepaid === "true";
    this.told(await askForm({
      title: `过户 ${home.room}`,
      wide: true,
      text: "过户日之前的账留在原业主名下，从过户日起由新业主承担。",
      fields: [
        { name: "on", label: "过户日期（新业主的第一天）", kind: "date", required: true },
        { name: "to", label: "新业主", required: true, hint: "多人用顿号分开" },
        { name: "phones", label: "新业主电话", hint: "多个用顿号分开" },
        { name: "arrears", label: "双方书面约定：旧欠费由新业主承担", kind: "check" },
        { name: "prepaid", label: "双方书面约定：预存款转给新业主", kind: "check" },
        { name: "agreement", label: "约定的依据", required: true, hint: "例如：2026 年 1 月 5 日双方签字的交接单", when: moves },
      ],
      beside: (v) => html`<zf-live class="quote" .question=${A_DAY.test(v.on) && v.to.trim() && (!moves(v) || v.agreement.trim()) ? typed(v) : undefined} .ask=${register.quoteTransfer} .show=${bothAccounts}></zf-live>`,
      yes: "办理过户",
      submit: async (v, key) => { const done = await register.transfer(typed(v), key); return `${home.room} 已过户给 ${done.owners}。`; },
    }));
  }

  accounts() {
    return list({
      caption: "承担人",
      rows: /** @type {HomeView} */ (this.home).accounts,
      columns: [
        { title: "身份", cell: (a) => a.standing },
        { title: "承担人", cell: (a) => a.owner, grow: true },
        { title: "自", cell: (a) => a.from },
        { title: "至", cell: (a) => a.to || "现在" },
        { title: "未缴", cell: (a) => money(a.open), number: true },
        { title: "预存", cell: (a) => money(a.prepaid), number: true },
      ],
    });
  }

  edits() {
    return list({
      caption: "变更记录",
      rows: /** @type {HomeView} */ (this.home).edits,
      columns: [
        { title: "时间", cell: (e) => html`<span class="nowrap">${e.at}</span>` },
        { title: "经办人", cell: (e) => e.operator },
        { title: "事项", cell: (e) => html`<span class="nowrap">${e.what}</span>` },
        { title: "内容", cell: (e) => e.fields.map(([field, was, is]) => html`<div>${field}：${was || "（空）"} → ${is || "（空）"}</div>`), grow: true },
      ],
    });
  }

  render() {
    if (this.error) return html`${failure(this.error)}<p><a class="button" href="#/register/homes">回到房屋</a></p>`;
    if (!this.home) return nothing;
    const { fields, ...h } = this.home;
    const said = [
      ["业主", fields.owners], ["电话", fields.phones], ["使用人", fields.occupants], ["用途", fields.use_kind], ["建筑面积", h.area && `${h.area} m²`],
      ["状态", fields.status], ["交付日期", h.handover ? day(h.handover) : "未交付"], ["车位", h.spaces.join("、")], ["备注", fields.remark],
    ];
    return html`
      <div class="tools">
        <h2>${h.room}</h2>
        <span class="actions">
          <a class="button" href="#/register/homes">返回 <kbd>Esc</kbd></a>
          <a class="button" href=${`#/counter/${h.room}`}>到柜台</a>
          <button class="button" @click=${this.handOver}>交付</button>
          <button class="button" @click=${this.area}>更正面积</button>
          <button class="button" @click=${this.transfer}>过户</button>
          <button class="button primary" @click=${this.edit}>修改 <kbd>F4</kbd></button>
        </span>
      </div>
      <div class="columns">
        <section class="panel span-5"><header><h3>档案</h3></header><dl class="said">${said.map(([label, text]) => html`<dt>${label}</dt><dd>${text || html`<span class="muted">—</span>`}</dd>`)}</dl></section>
        <section class="panel span-7"><header><h3>谁承担费用</h3></header>${this.accounts()}</section>
        <section class="panel span-12"><header><h3>变更记录</h3></header>${this.edits()}</section>
      </div>`;
  }
}
customElements.define("zf-register-home", Home);
