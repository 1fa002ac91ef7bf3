import { longWork } from "../components/long-work.js";
import { call } from "./index.js";

/** @typedef {import("./types/billing").RunForm} RunForm */
/** @typedef {import("./types/wire").PaperHandle} PaperHandle */

/** @returns {Promise<import("./types/billing").Choices>} */
export const choices = () => call("billing_choices");

/** @param {RunForm} form @returns {Promise<import("./types/billing").RunView>} */
export const preview = (form) => call("billing_preview", { form });

/** `undefined` when it was stopped. @param {RunForm} form @param {string} key @returns {Promise<import("./types/billing").RunDone | undefined>} */
export const post = (form, key) => longWork("正在出账", "billing_post", { form, key });

/** @returns {Promise<import("./types/billing").RunLine[]>} */
export const runs = () => call("billing_runs");

/** @param {number} run @param {string} reason @param {string} key @returns {Promise<import("./types/billing").RunDone>} */
export const reverse = (run, reason, key) => call("billing_reverse", { run, reason, key });

/** `undefined` when it was stopped. @param {string} period @param {string[]} buildings @param {boolean} full_names @returns {Promise<PaperHandle[] | undefined>} */
export const slips = (period, buildings, full_names) => longWork("正在生成通知单", "billing_slips", { period, buildings, fullNames: full_names });

/** @param {string} period @param {string[]} buildings @returns {Promise<PaperHandle[]>} */
export const posters = (period, buildings) => call("billing_posters", { period, buildings });
