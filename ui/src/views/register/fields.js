// What can be typed of a home, the same when it is entered and when it is put right.

/** @typedef {import("../../ipc/types/register/home").TypedHome} TypedHome */

const STATUSES = ["", "入住", "空置", "出租", "装修"];
const USES = ["住宅", "商铺", "办公", "车库", "储藏室"];

/** @param {string[]} words @param {string} value */
const options = (words, value) => [...new Set(value ? [...words, value] : words)].map((word) => ({ value: word, label: word || "未登记" }));

/** @param {TypedHome} [home] @returns {import("../../components/ask-form.js").Field[]} */
export const homeFields = (home) => [
  { name: "owners", label: "业主", value: home?.owners, hint: "多人用顿号分开；换了业主请用“过户”" },
  { name: "phones", label: "电话", value: home?.phones, hint: "多个用顿号分开" },
  { name: "use_kind", label: "用途", kind: "choice", value: home?.use_kind ?? "住宅", options: options(USES, home?.use_kind ?? "") },
  { name: "status", label: "状态", kind: "choice", value: home?.status ?? "", options: options(STATUSES, home?.status ?? "") },
  { name: "occupants", label: "使用人（租户等）", kind: "note", value: home?.occupants, hint: "一行一人，姓名后空一格写电话；使用人不承担物业费" },
  { name: "remark", label: "备注", kind: "note", value: home?.remark, hint: "只写办事需要的；不写健康、家庭、信仰等" },
];

/** @param {Record<string, string>} v @returns {TypedHome} */
export const sentHome = (v) => ({ owners: v.owners ?? "", phones: v.phones ?? "", occupants: v.occupants ?? "", use_kind: v.use_kind ?? "", status: v.status ?? "", remark: v.remark ?? "" });
