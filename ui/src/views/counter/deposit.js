import { html } from "lit";
import { askForm } from "../../components/ask-form.js";
import { ask } from "../../components/dialog.js";
import { list } from "../../components/table.js";
import * as counter from "../../ipc/counter.js";
import { money } from "../../lib/format.js";
import { openForm } from "../day/forms.js";
import { remedy } from "./remedy.js";
import { done } from "./take.js";
import { payOutFields, settles, tenderFields, typed } from "./tender.js";

/** @typedef {import("../../ipc/types/counter/card").HouseholdCard} Card */
/** @typedef {import("../../ipc/types/counter/deposits").DepositView} Deposit */

const TAKEN = ["purpose", "amount", "method", "tendered", "reference", "payer", "return_when"];
const MOVED = ["amount", "reason", "notes", "payee", "payee_account", "method", "other_way"];

/** 收押金, on a receipt of its own. @param {Card} card */
export async function takeDeposit(card) {
  const form = (/** @type {Record<string, string>} */ v) => ({ room: card.room, .../** @type {any} */ (typed(v, TAKEN)) });
  const taken = await askForm({
    title: `收押金　${card.room}　${card.owners}`,
    fields: [
      { name: "purpose", label: "名目", required: true, value: "装修押金", hint: "如 装修押金、门禁卡押金" },
      { name: "amount", label: "金额（元）", kind: "money", required: true },
      { name: "return_when", label: "退还条件（印在收据上）", required: true, value: "装修验收合格后" },
      ...tenderFields(),
    ],
    yes: "收款并开押金收据",
    beside: (v) => html`<zf-live class="quote" .remedy=${remedy} .question=${v.amount ? form(v) : undefined} .ask=${counter.depositQuote} .show=${settles}></zf-live>`,
    submit: (v, key) => counter.depositTake(form(v), key),
  });
  if (!taken) return false;
  await done(taken);
  return true;
}

/** Chooses one of the deposits held for a home; the only one is chosen at once. @param {Card} card @returns {Promise<Deposit | undefined>} */
async function chosen(card) {
  const { rows: held } = await counter.deposits(card.room, false);
  if (!held.length) throw new Error(`${card.room} 没有在押的押金。`);
  if (held.length === 1) return held[0];
  return ask({
    title: "退哪一笔押金",
    body: (close) => list({
      caption: "在押的押金",
      columns: [
        { title: "名目", grow: true, cell: (/** @type {Deposit} */ d) => d.purpose },
        { title: "交款人", cell: (d) => d.payer },
        { title: "日期", cell: (d) => d.taken },
        { title: "收据", cell: (d) => d.receipt },
        { title: "在押（元）", number: true, cell: (d) => money(d.held) },
      ],
      rows: held,
      onPick: close,
    }),
  });
}

/** Returns or keeps a deposit, by a form. @param {Card} card @param {number} [number] */
export async function moveDeposit(card, number) {
  const known = number === undefined ? undefined : (await counter.deposits(card.room, false)).rows.find((d) => d.deposit === number);
  const deposit = known ?? (await chosen(card));
  if (!deposit) return false;
  const filed = await askForm({
    title: `退押金、扣押金　${card.room}`,
    text: html`${deposit.purpose}　收据 ${deposit.receipt}　${deposit.taken} 由 ${deposit.payer} 交　在押 <b>${money(deposit.held)}</b> 元。约定退还：${deposit.return_when}。`,
    fields: [
      { name: "keep", label: "办理", kind: "choice", options: [{ value: "", label: "退还（批准后由出纳付款）" }, { value: "true", label: "扣下（批准后即扣）" }] },
      { name: "amount", label: "金额（不填即全部在押）", kind: "money" },
      { name: "reason", label: "原因", required: true },
      { name: "notes", label: "验收情况、照片编号（可不填）" },
      ...payOutFields().map((f) => ({ ...f, when: (/** @type {any} */ v) => v.keep === "" && (f.when?.(v) ?? true) })),
    ],
    yes: "报审批",
    submit: (v, key) => counter.depositForm({ deposit: deposit.deposit, keep: v.keep === "true", .../** @type {any} */ (typed(v, MOVED)) }, key),
  });
  if (!filed) return false;
  await openForm(filed);
  return true;
}
