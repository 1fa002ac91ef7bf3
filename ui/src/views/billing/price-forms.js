import { START_RULES } from "../../lib/words.js";
import { askForm } from "../../components/ask-form.js";
import * as tariff from "../../ipc/tariff.js";

/** @typedef {import("../../ipc/types/tariff").Prices} Prices */
/** @typedef {import("../../ipc/types/tariff").Tariff} Tariff */
/** @typedef {import("../../components/ask-form.js").Field} Field */

const USUAL = [
  ["management", "物业服务费"], ["lift", "电梯运行维护费"], ["water-pump", "二次供水运行费"], ["refuse", "生活垃圾清运费"],
  ["parking-fee", "车位管理费"], ["parking-lease", "车位租赁费"],
];

const BASES = [
  { value: "area", label: "建筑面积（元/m²·月）" },
  { value: "home", label: "每户（元/户·月）" },
  { value: "space", label: "每个车位（元/个·月）" },
  { value: "quantity", label: "指定数量" },
];
const CYCLES = [{ value: "month", label: "月" }, { value: "quarter", label: "季" }, { value: "half-year", label: "半年" }, { value: "year", label: "年" }];
const ROUNDINGS = [{ value: "per-month", label: "每月四舍五入到分" }, { value: "per-cycle", label: "每周期四舍五入到分" }];
const STARTS = [{ value: "", label: "按本地规定" }, ...START_RULES];

/** @param {import("../../ipc/types/tariff").TariffVersion} [last] @returns {Field[]} */
const versionFields = (last) => [
  { name: "price", label: "单价（元）", kind: "money", value: last?.price, required: true },
  { name: "from", label: "从哪个月起", kind: "month", required: true },
  { name: "basis", label: "计费依据", kind: "choice", options: BASES, value: last?.basis ?? "area" },
  { name: "cycle", label: "周期", kind: "choice", options: CYCLES, value: last?.cycle ?? "month" },
  { name: "rounding", label: "取整", kind: "choice", options: ROUNDINGS, value: last?.rounding ?? "per-month" },
  { name: "due", label: "应缴日（周期第几个月/几日，31 即月末）", value: last?.due ?? "1/31", required: true },
  { name: "start", label: "交付当月怎么收", kind: "choice", options: STARTS, value: last?.start ?? "" },
  { name: "clause", label: "依据的合同条款或公示文件", value: last?.clause, required: true },
];

/** @param {Record<string, string>} v @returns {import("../../ipc/types/tariff").VersionForm} */
const version = (v) => ({ price: v.price, from: v.from, basis: v.basis, cycle: v.cycle, rounding: v.rounding, due: v.due, clause: v.clause, start: v.start });

/** @param {Prices} prices @returns {Promise<Prices | undefined>} */
export const addItem = (prices) => {
  const free = USUAL.filter(([code]) => !prices.items.some((i) => i.code === code));
  const other = (/** @type {Record<string, string>} */ v) => v.usual === "";
  return askForm({
    title: "新增收费项目",
    fields: [
      { name: "usual", label: "项目", kind: "choice", options: [...free.map(([value, label]) => ({ value, label })), { value: "", label: "其他……" }] },
      { name: "name", label: "名称（收据上印的）", required: true, when: other },
      { name: "code", label: "代码（小写英文）", required: true, when: other, hint: "management 开头的算物业服务费，parking 开头的算车位费" },
    ],
    yes: "新增项目",
    submit: (v, key) => tariff.addItem(v.usual || v.code, v.usual ? /** @type {string[]} */ (USUAL.find(([code]) => code === v.usual))[1] : v.name, key),
  });
};

/** @param {Prices} prices @returns {Promise<Prices | undefined>} */
export const addTariff = (prices) =>
  askForm({
    title: "新增收费标准",
    fields: [
      { name: "item", label: "收费项目", kind: "choice", options: prices.items.map((i) => ({ value: i.code, label: i.name })) },
      { name: "name", label: "标准名称（如 住宅物业费）", required: true },
      ...versionFields(),
    ],
    yes: "新增标准",
    submit: (v, key) => tariff.add(v.item, v.name, version(v), key),
  });

/** @param {Tariff} of @returns {Promise<Prices | undefined>} */
export const addVersion = (of) =>
  askForm({
    title: `调价　${of.name}`,
    text: "从填写的月份起按新价格出账；已经出过的账不变。可先做“测算”。",
    fields: versionFields(of.versions.at(-1)),
    yes: "从该月起执行",
    submit: (v, key) => tariff.addVersion(of.name, version(v), key),
  });

/** @param {Tariff} of @param {Prices} prices @param {string[]} buildings @returns {Promise<Prices | undefined>} */
export const assign = (of, prices, buildings) =>
  askForm({
    title: `适用范围　${of.name}`,
    text: "都不选即全部房屋。同一户有几条适用时，范围越具体越优先。",
    fields: [
      { name: "building", label: "楼栋", kind: "choice", options: [{ value: "", label: "全部" }, ...buildings.map((b) => ({ value: b, label: `${b}栋` }))] },
      { name: "use_kind", label: "用途", kind: "choice", options: [{ value: "", label: "全部" }, ...prices.uses.map((u) => ({ value: u, label: u }))] },
      { name: "room", label: "只适用一户（房号）" },
      ...(of.versions.some((v) => v.basis === "quantity") ? [/** @type {Field} */ ({ name: "quantity", label: "数量", kind: "number", required: true })] : []),
    ],
    yes: "指定",
    submit: (v, key) => tariff.assign(of.name, { building: v.building, use_kind: v.use_kind, room: v.room, quantity: v.quantity ?? "" }, key),
  });

/** @param {Tariff} of @returns {Promise<Prices | undefined>} */
export const end = (of) =>
  askForm({
    title: `停用　${of.name}`,
    fields: [{ name: "last", label: "最后一个月", kind: "month", required: true }],
    yes: "停用",
    grave: true,
    submit: (v) => tariff.end(of.name, v.last),
  });
