import { html } from "lit";
import { askForm } from "../../components/ask-form.js";
import * as counter from "../../ipc/counter.js";
import { money } from "../../lib/format.js";
import { openForm } from "../day/forms.js";
import { payOutFields, typed } from "./tender.js";

/** @typedef {import("../../ipc/types/counter/card").HouseholdCard} Card */

const REFUND = ["receipt", "amount", "reason_code", "reason", "used_until", "payee", "payee_account", "method", "other_way", "attachments"];
const WAIVER = ["portion", "kind", "reason_code", "reason", "evidence", "consent", "valid_until"];
const CONCESSION = ["kind", "item", "off_percent", "first", "last", "reason"];
const ENDS = ["lease-end", "contract-end"];

/** 退款申请. @param {Card} card */
export async function askRefund(card) {
  const [receipts, choices] = await Promise.all([counter.refundable(card.room), counter.choices()]);
  if (!receipts.length) throw new Error(`${card.room} 没有可以退款的收据。押金请用“退押金、扣押金”。`);
  const left = receipts.find((r) => r.left > 0) ?? receipts[0];
  const filed = await askForm({
    title: `退款申请　${card.room}　${card.owners}`,
    text: "退款要审批，批准后由出纳付款；现在不动账上的钱。",
    fields: [
      { name: "receipt", label: "原收据", kind: "choice", value: String(left.number), options: receipts.map((r) => ({ value: String(r.number), label: `${r.number_text}　${r.date}　${r.payer}　${r.method} ${money(r.received)} 元　未用 ${money(r.left)} 元` })) },
      { name: "reason_code", label: "原因类别", kind: "choice", options: choices.refund_reasons },
      { name: "used_until", label: "服务的最后一天", kind: "date", when: (v) => ENDS.includes(v.reason_code), hint: "此后的账单先冲销；赠送按活动规则处理" },
      { name: "amount", label: "退款金额", kind: "money", hint: "退租、合同终止的可不填，由系统计算" },
      { name: "reason", label: "原因说明", required: true },
      ...payOutFields(),
      { name: "attachments", label: "附件（可不填）", hint: "原收据或遗失说明、委托书" },
    ],
    yes: "报审批",
    submit: (v, key) => counter.refund({ room: card.room, .../** @type {any} */ (typed(v, REFUND)) }, key),
  });
  if (!filed) return false;
  await openForm(filed);
  return true;
}

/** 减免申请 for the charges that are ticked, all open ones of the owner when none is. @param {Card} card @param {number[]} named */
export async function askWaiver(card, named) {
  const open = card.charges.filter((c) => c.account === card.account);
  const charges = named.length ? named : open.map((c) => c.charge);
  if (!charges.length) throw new Error(`${card.room} 没有待缴的账单，不需要减免。`);
  const choices = await counter.choices();
  const filed = await askForm({
    title: `减免申请　${card.room}　${card.owners}`,
    text: html`${named.length ? `减免勾选的 ${charges.length} 笔账单。` : html`减免全部 ${charges.length} 笔待缴账单，共 <b>${money(card.open)}</b> 元；只减免其中几笔的，请返回勾选。`}批准以前照常待缴。`,
    fields: [
      { name: "kind", label: "减免种类", kind: "choice", options: choices.waiver_kinds, value: "principal" },
      { name: "portion", label: "减免多少", hint: "不填即全部；50% 按比例；只有一笔时可写金额" },
      { name: "reason_code", label: "原因类别", kind: "choice", options: choices.waiver_reasons },
      { name: "reason", label: "原因说明", required: true },
      { name: "evidence", label: "依据（可不填）", hint: "投诉单号、调解书等" },
      { name: "consent", label: "业主委员会同意文件", hint: "酬金制减免本金时必填", when: (v) => v.kind !== "late-charge" },
      { name: "valid_until", label: "有效期（可不填）", kind: "date", hint: "过期不能批准" },
    ],
    yes: "报审批",
    submit: (v, key) => counter.waiver({ room: card.room, charges, .../** @type {any} */ (typed(v, WAIVER)) }, key),
  });
  if (!filed) return false;
  await openForm(filed);
  return true;
}

/** 空置优惠、减免申请 for a time. @param {Card} card */
export async function askConcession(card) {
  const choices = await counter.choices();
  const vacancy = choices.vacancy_percent
    ? `本地规定：空置最多优惠 ${choices.vacancy_percent}%，至少 ${choices.vacancy_months} 个月`
    : "本地没有空置优惠（见设置里的地方参数）";
  const filed = await askForm({
    title: `空置优惠、一段时间的减免　${card.room}`,
    fields: [
      { name: "kind", label: "种类", kind: "choice", options: [{ value: "vacancy", label: "空置优惠" }, { value: "relief", label: "减免" }], hint: vacancy },
      { name: "off_percent", label: "优惠百分比", kind: "number", value: choices.vacancy_percent ? String(choices.vacancy_percent) : "", hint: "30 即按 70% 收取", required: true },
      { name: "first", label: "开始日期", kind: "date", required: true },
      { name: "last", label: "截止日期（可不填）", kind: "date", hint: "不填即到另行结束为止" },
      { name: "item", label: "收费项目", kind: "choice", options: [{ value: "", label: "全部按标准计费的项目" }, ...choices.items] },
      { name: "reason", label: "原因", required: true },
    ],
    yes: "报审批",
    submit: (v, key) => counter.concession({ room: card.room, .../** @type {any} */ (typed(v, CONCESSION)) }, key),
  });
  if (!filed) return false;
  await openForm(filed);
  return true;
}
