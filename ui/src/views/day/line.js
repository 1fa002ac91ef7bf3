import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { intention } from "../../ipc/index.js";
import * as reconcile from "../../ipc/reconcile.js";
import { money } from "../../lib/format.js";

/** @typedef {import("../../ipc/types/reconcile").OpenLine} OpenLine */
/** @typedef {import("../../ipc/types/reconcile").DoneLine} DoneLine */
/** @typedef {(act: () => Promise<string | undefined>) => void} Act */

/** @param {OpenLine | DoneLine} l */
const facts = (l) => html`
  <p class="amount"><b class=${l.amount < 0 ? "danger" : ""}>${money(l.amount)}</b> 元　${l.amount < 0 ? "支出" : "收入"}</p>
  <dl class="facts">
    <dt>流水</dt><dd>第 ${l.line} 笔　${l.day}</dd>
    <dt>账户</dt><dd>${l.account}</dd>
    <dt>对方</dt><dd>${l.payer || "—"}</dd>
    <dt>附言</dt><dd>${l.remark || "—"}</dd>
  </dl>`;

/** Whose money it is, named by a person. @param {OpenLine | DoneLine} l */
const forRoom = (l) =>
  askForm({
    title: `为哪一户收款　${money(l.amount)} 元`,
    text: "据流水开具收据，记入今天的收款；这户柜台已收过同样一笔的，直接与那张收据对上。",
    fields: [{ name: "of", label: "房号（如 3-1-301 或 31301）", required: true }],
    yes: "收款",
    submit: ({ of }, key) => reconcile.accept(l.line, { kind: "home", of }, key),
  });

/** @param {OpenLine | DoneLine} l */
const toReceipt = (l) =>
  askForm({
    title: `与已有收据对上　${money(l.amount)} 元`,
    fields: [{ name: "of", label: "收据号", kind: "number", required: true }],
    yes: "对上",
    submit: ({ of }, key) => reconcile.accept(l.line, { kind: "receipt", of }, key),
  });

/** @param {OpenLine | DoneLine} l */
const toRefund = (l) =>
  askForm({
    title: `与已付的退款对上　${money(-l.amount)} 元`,
    fields: [{ name: "of", label: "退款单或押金单号（如 TK-202607-00001）", required: true }],
    yes: "对上",
    submit: ({ of }, key) => reconcile.accept(l.line, { kind: "refund", of }, key),
  });

/** @param {OpenLine | DoneLine} l @param {string} room */
const paidTwice = (l, room) =>
  askForm({
    title: `重复付款　${money(l.amount)} 元`,
    text: "款项留作这户的预存，并填一张退款单，批准后退还。",
    fields: [{ name: "room", label: room ? "房号" : "房号（如 3-1-301）", value: room, required: true }],
    yes: "按重复付款办理",
    submit: (v, key) => reconcile.duplicate(l.line, v.room, key),
  });

/** @param {OpenLine} l */
const suspend = (l) =>
  askForm({
    title: `转入待认领　${money(l.amount)} 元`,
    fields: [{ name: "note", label: "说明（可不填）" }],
    yes: "转入待认领",
    submit: ({ note }, key) => reconcile.suspend(l.line, note, key),
  });

/** @param {OpenLine | DoneLine} l */
const ignore = (l) =>
  askForm({
    title: "与业主账无关",
    fields: [{ name: "reason", label: "原因（如 手续费、提现、公司内部转款）", required: true }],
    yes: "确认",
    submit: ({ reason }, key) => reconcile.ignore(l.line, reason, key),
  });

/** What saying yes to a candidate does. @param {OpenLine} l @param {OpenLine["candidates"][number]} c */
function yes(l, { belongs, words }) {
  if (l.verdict === "twice") return html`按重复付款办理：${words}`;
  return belongs.kind === "home" ? html`收款　${words}` : html`对上　${words}`;
}

/** A line nothing was said of: its candidates, each with a yes, and what else it can be. @param {OpenLine} l @param {Act} act */
export function openLine(l, act) {
  const key = intention();
  const [first] = l.candidates;
  const accept = (/** @type {OpenLine["candidates"][number]} */ c) =>
    act(() => (l.verdict === "twice" ? paidTwice(l, c.belongs.of) : reconcile.accept(l.line, c.belongs, key)));
  return html`
    ${facts(l)}
    ${l.candidates.length ? html`<h3>可能是</h3>` : nothing}
    ${l.candidates.map((c) => html`<button class="button wide ${c === first && l.verdict === "certain" ? "primary" : ""}" @click=${() => accept(c)}>${yes(l, c)}</button>`)}
    <h3>${l.candidates.length ? "或者" : "没有线索，请核实后选"}</h3>
    <div class="others">
      ${l.amount > 0
        ? html`<button class="button" @click=${() => act(() => forRoom(l))}>写房号收款</button>
          <button class="button" @click=${() => act(() => toReceipt(l))}>写收据号</button>
          <button class="button" @click=${() => act(() => suspend(l))}>转入待认领</button>
          <button class="button" @click=${() => act(() => paidTwice(l, ""))}>重复付款</button>`
        : html`<button class="button" @click=${() => act(() => toRefund(l))}>写退款单号</button>`}
      <button class="button" @click=${() => act(() => ignore(l))}>与业主账无关</button>
    </div>`;
}

/** A line somebody has said something of: what, and the way back. @param {DoneLine} l @param {Act} act */
export function doneLine(l, act) {
  const made = l.kind === "new-receipt" || l.kind === "duplicate";
  const undo = () =>
    askForm({
      title: `撤销第 ${l.line} 笔的确认`,
      text: made ? `据它开具的 ${l.of} 同时作废；交班以后不能作废。` : "这笔流水回到待处理。",
      fields: [{ name: "reason", label: "原因", required: true }],
      yes: "撤销",
      grave: true,
      submit: ({ reason }, key) => reconcile.undo(l.line, reason, key),
    });
  return html`
    ${facts(l)}
    <dl class="facts">
      <dt>确认为</dt><dd>${l.kind_name}　${l.of}</dd>
      ${l.reason ? html`<dt>说明</dt><dd>${l.reason}</dd>` : nothing}
      <dt>确认人</dt><dd>${l.by}</dd>
    </dl>
    <div class="others">
      ${l.kind === "suspense"
        ? html`<button class="button primary" @click=${() => act(() => forRoom(l))}>认领：写房号收款</button>
          <button class="button" @click=${() => act(() => paidTwice(l, ""))}>重复付款</button>
          <button class="button" @click=${() => act(() => ignore(l))}>与业主账无关</button>`
        : nothing}
      <button class="button grave" @click=${() => act(undo)}>撤销确认</button>
    </div>`;
}
