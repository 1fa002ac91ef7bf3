import { call } from "./index.js";

/** @typedef {import("./types/shared").SharedForm} SharedForm */

/** @param {SharedForm} form @returns {Promise<import("./types/shared").SharedView>} */
export const preview = (form) => call("shared_preview", { form });

/** @param {SharedForm} form @param {string} key @returns {Promise<import("./types/shared").SharedDone>} */
export const post = (form, key) => call("shared_post", { form, key });

/** @returns {Promise<import("./types/shared").SharedLine[]>} */
export const bills = () => call("shared_bills");

/** @param {number} bill @returns {Promise<import("./types/shared").SharedView>} */
export const one = (bill) => call("shared_bill", { bill });

/** @param {number} bill @param {string} reason @param {string} key @returns {Promise<void>} */
export const reverse = (bill, reason, key) => call("shared_reverse", { bill, reason, key });

/** @param {number} bill @param {boolean} internal @returns {Promise<import("./types/wire").PaperHandle>} */
export const paper = (bill, internal) => call("shared_paper", { bill, internal });
