import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import * as counter from "../../ipc/counter.js";
import { money, period } from "../../lib/format.js";
import { remedy } from "./remedy.js";
import { done } from "./take.js";
import { figure, tenderFields, typed } from "./tender.js";

/** @typedef {import("../../ipc/types/counter/card").HouseholdCard} Card */
/** @typedef {import("../../ipc/types/counter/ahead").AheadItem} Item */

const SENT = ["item", "from", "to", "promotion", "method", "tendered", "reference", "payer"];

/** The last of so many months. @param {string} from @param {number} count */
function monthAfter(from, count) {
  const [year, month] = from.split("-").map(Number);
  const at = year * 12 + month - 1 + count;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
}

/** @param {Item[]} items @param {string} name */
const itemOf = (items, name) => items.find((i) => i.item === name) ?? items[0];

/** The months a choice of item and promotion stands for. @param {Item[]} items @param {Record<string, string>} values */
function monthsOf(items, values) {
  const item = itemOf(items, values.item);
  const promotion = item.promotions.find((p) => p.name === values.promotion);
  const [from, to] = promotion ? promotion.months.split("..") : [item.from, monthAfter(item.from, 11)];
  return { from, to: to ?? from };
}

/** @param {Item[]} items @returns {import("../../components/ask-form.js").Field[]} */
function fields(items) {
  const promotions = (/** @type {string} */ name) => [
    { value: "", label: "不用活动，按原价" },
    ...itemOf(items, name).promotions.map((p) => ({ value: p.name, label: p.name })),
  ];
  const first = items[0];
  const start = { item: first.item, promotion: first.promotions[0]?.name ?? "" };
  const months = monthsOf(items, start);
  return [
    { name: "item", label: "收费项目", kind: "choice", options: items.map((i) => ({ value: i.item, label: i.item })) },
    ...items.filter((i) => i.promotions.length).map((i) => ({
      name: `promotion:${i.item}`, label: "优惠活动", kind: /** @type {const} */ ("choice"), value: i.promotions[0].name,
      options: promotions(i.item), when: (/** @type {any} */ v) => v.item === i.item,
      hint: html`${i.promotions.map((p) => html`<span>${p.name}：${p.terms}　</span>`)}`,
    })),
    { name: "from", label: "从", kind: "month", value: months.from },
    { name: "to", label: "到（含赠送月份）", kind: "month", value: months.to },
    ...tenderFields(),
  ];
}

/** 预缴: months paid ahead; what they come to is said before money changes hands. @param {Card} card */
export async function payAhead(card) {
  const items = await counter.aheadItems(card.room);
  if (!items.length) throw new Error("还没有设定收费标准，不能预缴。请先到“收费”页设定收费标准。");
  const form = (/** @type {Record<string, string>} */ v) => ({
    room: card.room, .../** @type {any} */ (typed(v, SENT)), promotion: v[`promotion:${v.item}`] ?? "",
  });
  const taken = await askForm({
    title: `预缴　${card.room}　${card.owners}`,
    text: card.open ? html`该户还有待缴 <b>${money(card.open)}</b> 元，预缴不冲抵它；要先收清请返回按 F3。` : undefined,
    fields: fields(items),
    change: (values, name) => (name === "item" || name.startsWith("promotion:") ? monthsOf(items, { item: values.item, promotion: values[`promotion:${values.item}`] ?? "" }) : {}),
    yes: "收款并开收据",
    beside: (v) => html`<zf-live class="quote" .remedy=${remedy} .question=${v.from && v.to ? form(v) : undefined} .ask=${counter.aheadQuote} .show=${quoted}></zf-live>`,
    submit: (v, key) => counter.ahead(form(v), key),
  });
  if (!taken) return false;
  await done(taken);
  return true;
}

/** @param {import("../../ipc/types/counter/ahead").AheadQuote} quote */
const quoted = (quote) => html`
  ${figure("应收", quote.pay, quote.change)}
  <p class="muted">${period(quote.months)}　原价 ${money(quote.list)} 元${quote.discount ? html`，优惠 ${money(quote.discount)} 元` : nothing}。预缴自愿。</p>`;
