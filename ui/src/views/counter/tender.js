import { html, nothing } from "lit";
import "../../components/live.js";
import { money } from "../../lib/format.js";
import { METHODS } from "./take.js";

/** @typedef {import("../../components/ask-form.js").Field} Field */
/** @typedef {Record<string, string>} Values */

const options = METHODS.map((m) => ({ value: m.code, label: m.name }));

/** How money comes in: method by Alt and digit, cash handed over or a reference, who pays. @returns {Field[]} */
export const tenderFields = () => [
  { name: "method", label: "收款方式", kind: "choice", keys: true, options, hint: "Alt+1 现金　2 微信　3 支付宝　4 刷卡　5 银行转账" },
  { name: "tendered", label: "实收现金（找零用，可不填）", kind: "money", when: (v) => v.method === "cash" },
  { name: "reference", label: "交易单号（可不填）", when: (v) => v.method !== "cash" },
  { name: "payer", label: "交款人（不填即业主）" },
];

/** How money goes out: the way it came unless a reason is given. @returns {Field[]} */
export const payOutFields = () => [
  { name: "method", label: "退款方式", kind: "choice", options: [{ value: "", label: "原路退回" }, ...options] },
  { name: "other_way", label: "不原路退回的原因", when: (v) => v.method !== "" },
  { name: "payee", label: "收款人（不填即原交款人）" },
  { name: "payee_account", label: "收款账号（可不填）" },
];

/** The fields of a request that were typed, without those that are not its own. @param {Values} values @param {string[]} names */
export const typed = (values, names) => Object.fromEntries(names.map((name) => [name, values[name] ?? ""]));

/** A figure that counts, and change to hand back. @param {string} label @param {number} fen @param {number} change */
export const figure = (label, fen, change) => html`
  <p class="total"><span>${label}</span><b>${money(fen)}</b>${change ? html`<span>找零</span><b class="change">${money(change)}</b>` : nothing}</p>`;

/** What a payment settles, home by home. @param {import("../../ipc/types/counter/receipts").Taken} taken */
export const settles = (taken) => figure("应收", taken.total, taken.change);
