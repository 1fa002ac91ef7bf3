import { askForm } from "../../components/ask-form.js";
import * as meter from "../../ipc/meter.js";

/** @typedef {import("../../ipc/types/meter/hung").MeterLine} MeterLine */

export const KINDS = [{ value: "water", label: "水表" }, { value: "power", label: "电表" }, { value: "gas", label: "燃气表" }, { value: "heat", label: "热量表" }];

const DONE = () => true;

/** @param {string[]} plans */
const priceField = (plans) => /** @type {import("../../components/ask-form.js").Field} */ ({
  name: "price", label: "价格", kind: "choice", options: [...plans.map((p) => ({ value: p, label: p })), { value: "", label: "不单独计费（公共表）" }],
});

/** @param {string[]} plans @param {string} today */
export const addMeter = (plans, today) =>
  askForm({
    title: "登记表",
    text: "公共表不填房号，写明安装位置。",
    fields: [
      { name: "code", label: "表号", required: true },
      { name: "kind", label: "类别", kind: "choice", options: KINDS },
      { name: "room", label: "房号（公共表不填）" },
      { name: "place", label: "安装位置" },
      priceField(plans),
      { name: "digits", label: "表盘整数位数", kind: "number", value: "5", required: true },
      { name: "decimals", label: "小数位数", kind: "number", value: "0", required: true },
      { name: "multiplier", label: "倍率", kind: "number", value: "1", required: true },
      { name: "start", label: "起始读数", kind: "number", required: true },
      { name: "day", label: "安装日期", kind: "date", value: today, required: true },
    ],
    yes: "登记",
    submit: (v, key) => meter.add({ code: v.code, kind: v.kind, room: v.room, place: v.place, price: v.price, digits: v.digits, decimals: v.decimals, multiplier: v.multiplier, start: v.start, day: v.day }, key).then(DONE),
  });

/** @param {MeterLine} of @param {string} today */
export const replaceMeter = (of, today) =>
  askForm({
    title: `换表　${of.room} ${of.code}`,
    text: `上次读数 ${of.last}（${of.last_day}）。下次出账分两段计：旧表到止码，新表从起码。`,
    fields: [
      { name: "last", label: "旧表止码", kind: "number", required: true },
      { name: "new", label: "新表表号", required: true },
      { name: "start", label: "新表起码", kind: "number", value: "0", required: true },
      { name: "day", label: "换表日期", kind: "date", value: today, required: true },
      { name: "rollover", label: "旧表走过了零（归零）", kind: "check" },
      { name: "accept", label: "止码看来异常也记入（已复核）", kind: "check" },
    ],
    yes: "换表",
    submit: (v, key) => meter.replace({ old: of.code, last: v.last, rollover: v.rollover === "true", new: v.new, start: v.start, day: v.day, accept: v.accept === "true" }, key).then(DONE),
  });

/** @param {MeterLine} of @param {string} today */
export const removeMeter = (of, today) =>
  askForm({
    title: `拆表　${of.room} ${of.code}`,
    text: `上次读数 ${of.last}（${of.last_day}）。拆除后不再抄，下次出账计到止码。`,
    fields: [
      { name: "last", label: "拆表读数", kind: "number", required: true },
      { name: "on", label: "拆表日期", kind: "date", value: today, required: true },
      { name: "reason", label: "原因", required: true },
    ],
    yes: "拆表",
    grave: true,
    submit: (v, key) => meter.remove(of.code, v.last, v.on, v.reason, key).then(DONE),
  });

/** @param {MeterLine} of @param {string[]} plans */
export const setMeter = (of, plans) =>
  askForm({
    title: `改价格或位置　${of.room} ${of.code}`,
    text: "从下次出账起生效。",
    fields: [{ ...priceField(plans), value: of.price, options: plans.map((p) => ({ value: p, label: p })) }, { name: "place", label: "安装位置（不填即不改）" }],
    yes: "更改",
    submit: (v, key) => meter.set(of.code, v.price, v.place, key).then(DONE),
  });

/** @param {{ value: string, label: string }[]} items */
export const addPrice = (items) =>
  askForm({
    title: "水电价格",
    text: "同名的价格从新的月份起另立一版，以前的用量仍按旧价。",
    fields: [
      { name: "plan", label: "价格名称（如 居民水价）", required: true },
      { name: "item", label: "收费项目", kind: "choice", options: items },
      { name: "from", label: "从哪个月起", kind: "month", required: true },
      { name: "tiers", label: "单价或阶梯", required: true, hint: "单一价写 3.65；阶梯写 180:5,260:7,9，即至 180 每单位 5 元、至 260 每单位 7 元、以上 9 元" },
      { name: "period", label: "阶梯怎么累计", kind: "choice", options: [{ value: "month", label: "按月" }, { value: "year/1", label: "按年，1 月起" }, { value: "year/7", label: "按年，7 月起" }] },
      { name: "rounding", label: "取整", kind: "choice", options: [{ value: "once", label: "合计后四舍五入到分" }, { value: "per-tier", label: "每档四舍五入到分" }] },
      { name: "unit", label: "用量单位", value: "m³", required: true },
      { name: "due", label: "应缴日（抄表月起第几个月/几日，31 即月末）", value: "2/15", required: true },
      { name: "clause", label: "依据的价格文件或合同条款", required: true },
    ],
    yes: "执行",
    submit: (v, key) => meter.addPrice({ plan: v.plan, item: v.item, from: v.from, tiers: v.tiers, period: v.period, rounding: v.rounding, unit: v.unit, due: v.due, clause: v.clause }, key).then(DONE),
  });
