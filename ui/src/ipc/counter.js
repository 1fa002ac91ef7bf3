import { call } from "./index.js";

/** @param {string} text @returns {Promise<import("./types/counter").SearchHit[]>} */
export const search = (text) => call("counter_search", { text });

/** @param {string} room @returns {Promise<import("./types/counter").HouseholdCard>} */
export const card = (room) => call("counter_card", { room });

/** @param {number} charge @returns {Promise<import("./types/counter").ChargeExplanation>} */
export const explain = (charge) => call("counter_explain", { charge });

/** @param {number} charge @returns {Promise<import("./types/wire").PaperHandle>} */
export const explanationPaper = (charge) => call("counter_explanation_paper", { charge });

/** @param {import("./types/counter").TakeForm} form @returns {Promise<import("./types/counter").Taken>} */
export const quote = (form) => call("counter_quote", { form });

/** @param {import("./types/counter").TakeForm} form @param {string} key @returns {Promise<import("./types/counter").Taken>} */
export const take = (form, key) => call("counter_take", { form, key });

/** @param {string} from @param {string} to @returns {Promise<import("./types/counter").ReceiptLine[]>} */
export const receipts = (from, to) => call("counter_receipts", { from, to });

/** @param {number} number @param {string} reason @param {string} key @returns {Promise<void>} */
export const voidReceipt = (number, reason, key) => call("counter_void", { number, reason, key });

/** @param {number} number @param {boolean} [continuous] @returns {Promise<import("./types/wire").PaperHandle>} */
export const print = (number, continuous = false) => call("counter_print", { number, continuous });
