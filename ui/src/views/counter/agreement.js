import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { ask } from "../../components/dialog.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as counter from "../../ipc/counter.js";
import { money } from "../../lib/format.js";
import { showPaper } from "./show-paper.js";
import { typed } from "./tender.js";

/** @typedef {import("../../ipc/types/counter/card").HouseholdCard} Card */
/** @typedef {import("../../ipc/types/counter/agreements").AgreementView} Agreement */

const SENT = ["parts", "first", "late", "breach_days", "note"];

/** @param {Agreement} a */
const schedule = (a) => html`
  <div class="scroll short">${list({
    caption: "分期",
    columns: [
      { title: "期次", cell: (l) => `第 ${l.no} 期` },
      { title: "付款日", grow: true, cell: (l) => l.due },
      ...(a.number ? [{ title: "状态", cell: (/** @type {any} */ l) => l.state }, { title: "已付（元）", number: true, cell: (/** @type {any} */ l) => money(l.received) }] : []),
      { title: "金额（元）", number: true, cell: (l) => money(l.amount) },
    ],
    rows: a.instalments,
  })}</div>`;

/** @param {Agreement} a */
const planned = (a) => html`<p class="total"><span>确认欠款</span><b>${money(a.total)}</b><span>${a.charges} 笔账单</span></p>${schedule(a)}`;

/** 分期协议 over the charges that are ticked, all overdue principal when none is. @param {Card} card @param {number[]} named */
export async function makeAgreement(card, named) {
  const choices = await counter.choices();
  const form = (/** @type {Record<string, string>} */ v) => ({ room: card.room, charges: named, .../** @type {any} */ (typed(v, SENT)) });
  const number = await askForm({
    title: `分期付款协议　${card.room}　${card.owners}`,
    text: named.length ? `包括勾选的 ${named.length} 笔账单。` : "包括全部已到期未缴的本金；只包括其中几笔的，请返回勾选账单。",
    wide: true,
    fields: [
      { name: "parts", label: "分几期（2 到 60）", kind: "number", value: "3", required: true },
      { name: "first", label: "第一期付款日（以后各月同日）", kind: "date", required: true },
      { name: "late", label: "违约金", kind: "choice", options: choices.late_terms, value: "waive-if-kept" },
      { name: "breach_days", label: "逾期满多少天可认定违约", kind: "number", value: "7" },
      { name: "note", label: "其他约定（可不填）" },
    ],
    yes: "签订",
    beside: (v) => html`<zf-live class="quote" .question=${/^\d{4}-\d{1,2}-\d{1,2}$/.test(v.first) && v.parts ? form(v) : undefined} .ask=${counter.agreementPlan} .show=${planned}></zf-live>`,
    submit: (v, key) => counter.agreementMake(form(v), key),
  });
  if (!number) return false;
  await showAgreement(number);
  return true;
}

/** An agreement as it stands: print, declare broken, dissolve. Answers whether it was ended. @param {string} number @returns {Promise<boolean>} */
export async function showAgreement(number) {
  const a = await counter.agreement(number);
  const next = await ask({
    title: `分期付款协议 ${a.number}　${a.room}`,
    body: () => html`
      <p class="total"><span>确认欠款</span><b>${money(a.total)}</b><span>未付</span><b>${money(a.left)}</b>${a.due_now ? html`<span>其中到期</span><b class="danger">${money(a.due_now)}</b>` : nothing}</p>
      <p class="muted">${a.signed} 签订　${a.state}　违约金：${a.late}　逾期满 ${a.breach_days} 天可认定违约</p>
      ${schedule(a)}`,
    actions: (close) => html`
      ${a.breachable ? html`<button class="button grave" @click=${() => close("broken")}>认定违约</button>` : nothing}
      ${a.running ? html`<button class="button" @click=${() => close("ended")}>双方解除</button>` : nothing}
      <button class="button" @click=${() => close()}>返回 <kbd>Esc</kbd></button>
      <button class="button primary" autofocus @click=${() => close("print")}>打印协议 <kbd>Enter</kbd></button>`,
  });
  if (next === "print") {
    await showPaper(() => counter.agreementPaper(number));
    return false;
  }
  return next ? end(number, next === "broken") : false;
}

/** @param {string} number @param {boolean} broken */
async function end(number, broken) {
  const done = await askForm({
    title: broken ? `认定违约　${number}` : `解除协议　${number}`,
    text: broken ? "认定违约后，未付部分全部到期，违约金按合同照常计算。" : "双方同意解除后，未付部分按原账单待缴。",
    fields: [{ name: "reason", label: "原因", required: true }],
    yes: broken ? "认定违约" : "解除",
    grave: true,
    submit: async (v, key) => {
      await counter.agreementEnd(number, broken, v.reason, key);
      return true;
    },
  });
  return done === true;
}

/** 承诺缴费. @param {Card} card */
export async function addPromise(card) {
  const done = await askForm({
    title: `承诺缴费　${card.room}　${card.owners}`,
    text: html`已逾期 <b>${money(card.overdue)}</b> 元。`,
    fields: [
      { name: "due", label: "承诺哪天付", kind: "date", required: true },
      { name: "amount", label: "金额（不填即全部逾期）", kind: "money" },
      { name: "note", label: "承诺的方式和原话", required: true, hint: "如 微信：月中发工资后交清" },
      { name: "oral", label: "只是口头，拿不出证据（不计入时效中断）", kind: "check" },
    ],
    yes: "记下",
    submit: async (v, key) => {
      await counter.promise({ room: card.room, due: v.due, amount: v.amount, note: v.note, provable: v.oral !== "true" }, key);
      return true;
    },
  });
  if (done) toast("承诺已记下，到期前收到的款自动计入。");
  return done === true;
}
