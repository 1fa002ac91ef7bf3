import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import * as terms from "../../ipc/terms.js";

const DONE = () => true;

/** @param {string} today */
export const addClause = (today) =>
  askForm({
    title: "记录违约金条款",
    text: "照合同写，全小区同一条款同一标准。没有约定的，不记也不计违约金。",
    fields: [
      { name: "text", label: "合同名称和条款", required: true },
      { name: "from", label: "适用于哪天及以后到期的账单", kind: "date", value: today, required: true },
      { name: "by", label: "标准", kind: "choice", options: [{ value: "daily", label: "每日百分之几" }, { value: "lpr", label: "一年期 LPR 的几倍" }] },
      { name: "rate", label: "每日百分之几，或 LPR 倍数", kind: "number", required: true, hint: "日万分之五写 0.05" },
      { name: "days", label: "付款当日", kind: "choice", options: [{ value: "to-payment", label: "计" }, { value: "before-payment", label: "不计" }] },
      { name: "grace", label: "宽限天数（不计也不补计）", kind: "number", value: "0" },
      { name: "cap", label: "上限：本金的百分之几（不填即不设）", kind: "number", value: "100" },
      { name: "rounding", label: "取整", kind: "choice", options: [{ value: "per-bill", label: "每笔账单" }, { value: "per-segment", label: "每段" }, { value: "once", label: "合计后一次" }] },
    ],
    yes: "记录条款",
    submit: (v, key) => terms.addClause({ by: v.by, rate: v.rate, text: v.text, from: v.from, days: v.days, grace: v.grace, cap: v.cap, rounding: v.rounding }, key).then(DONE),
  });

/** @param {import("../../ipc/types/terms").ClauseLine} of @param {string} today */
export const endClause = (of, today) =>
  askForm({
    title: `停用条款　${of.text}`,
    text: "停用后到期的账单不再计违约金；以前到期的照旧。记错的，写生效日的前一天。",
    fields: [{ name: "last", label: "适用的最后一个到期日", kind: "date", value: today, required: true }, { name: "reason", label: "原因", required: true }],
    yes: "停用条款",
    grave: true,
    submit: (v, key) => terms.endClause(of.id, v.last, v.reason, key).then(DONE),
  });

export const addLpr = () =>
  askForm({
    title: "录入一年期 LPR",
    fields: [{ name: "from", label: "生效日期", kind: "date", required: true }, { name: "percent", label: "年利率（%）", kind: "number", required: true }],
    yes: "录入",
    submit: (v, key) => terms.addLpr(v.from, v.percent, key).then(DONE),
  });

/** @param {string} order @param {[string, string][]} orders */
export const setOrder = (order, orders) =>
  askForm({
    title: "冲抵顺序",
    text: "从此后的收款起执行，并印在收据上。业主指定了账单的，以指定为先；只缴本金的一律收取。",
    fields: [{ name: "order", label: "顺序", kind: "choice", value: order, options: orders.map(([value, label]) => ({ value, label })) }],
    yes: "执行",
    submit: (v, key) => terms.setOrder(v.order, key).then(DONE),
  });

/** @param {import("../../ipc/types/tariff").Prices["items"]} items */
export const setItem = (items) => {
  const of = (/** @type {string} */ code) => items.find((i) => i.code === code);
  const classes = [{ value: "principal", label: "本金" }, { value: "late-charge", label: "违约金" }, { value: "cost", label: "实现债权的费用" }];
  const classOf = (/** @type {string} */ code) => classes.find((c) => c.label === of(code)?.class)?.value ?? "principal";
  const first = items[0]?.code ?? "";
  return askForm({
    title: "项目的性质、违约金与税率",
    fields: [
      { name: "item", label: "收费项目", kind: "choice", options: items.map((i) => ({ value: i.code, label: i.name })) },
      { name: "class", label: "性质（出过账的项目不能改）", kind: "choice", options: classes, value: classOf(first) },
      { name: "late", label: "逾期计违约金（须有合同条款）", kind: "check", value: String(items[0]?.bears_late ?? false) },
      { name: "vat", label: "价内增值税率（%）", kind: "number", value: items[0]?.vat ?? "" },
    ],
    change: (v, name) => /** @type {Record<string, string>} */ (name === "item" ? { class: classOf(v.item), late: String(of(v.item)?.bears_late ?? false), vat: of(v.item)?.vat ?? "" } : {}),
    yes: "设定",
    submit: (v, key) => terms.setItem(v.item, v.class, v.late === "true", v.vat, key).then(DONE),
  });
};

/** @param {[string, string][]} items @param {string} today */
export const addPromotion = (items, today) => {
  const months = (/** @type {Record<string, string>} */ v) => v.kind === "months";
  return askForm({
    title: "公布优惠活动",
    text: "符合条件的业主自愿参加，人人同一标准；公布后不能改，只能提前结束。",
    fields: [
      { name: "name", label: "活动名称（如 交11送1）", required: true },
      { name: "item", label: "收费项目", kind: "choice", options: items.map(([value, label]) => ({ value, label })) },
      { name: "kind", label: "内容", kind: "choice", options: [{ value: "months", label: "交几个月送几个月" }, { value: "percent", label: "整段预缴打折" }] },
      { name: "paid", label: "交几个月", kind: "number", value: "11", when: months },
      { name: "free", label: "送几个月（最后几个月）", kind: "number", value: "1", when: months },
      { name: "percent", label: "优惠百分之几", kind: "number", when: (v) => !months(v) },
      { name: "least", label: "至少预缴几个月", kind: "number", value: "12", when: (v) => !months(v) },
      { name: "from", label: "起始日期", kind: "date", value: today, required: true },
      { name: "to", label: "截止日期", kind: "date", required: true },
      { name: "on_refund", label: "中途退费时", kind: "choice", options: [{ value: "lapses", label: "赠送失效，已用月份按原价" }, { value: "pro-rata", label: "按已用月份比例保留" }] },
      { name: "terms", label: "其他说明" },
    ],
    beside: (v) => (months(v) && v.paid && v.free ? html`<p class="muted">预缴 ${v.paid} 个月的钱，连续抵 ${Number(v.paid) + Number(v.free)} 个月。</p>` : nothing),
    yes: "公布",
    submit: (v, key) => terms.addPromotion({ name: v.name, item: v.item, kind: v.kind, pay: months(v) ? v.paid : v.percent, gift: months(v) ? v.free : v.least, from: v.from, to: v.to, on_refund: v.on_refund, terms: v.terms }, key).then(DONE),
  });
};

/** @param {string} name */
export const endPromotion = (name) =>
  askForm({
    title: `提前结束　${name}`,
    text: "从今天起不再给，已经享受的保留。",
    fields: [{ name: "reason", label: "原因", required: true }],
    yes: "提前结束",
    grave: true,
    submit: ({ reason }, key) => terms.endPromotion(name, reason, key).then(DONE),
  });
