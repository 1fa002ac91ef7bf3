import { call } from "./index.js";

/** @returns {Promise<import("./types/terms").TermsBook>} */
export const all = () => call("terms_all");

/** @param {import("./types/terms").ClauseForm} form @param {string} key @returns {Promise<void>} */
export const addClause = (form, key) => call("terms_add_clause", { form, key });

/** @param {number} clause @param {string} last_due @param {string} reason @param {string} key @returns {Promise<void>} */
export const endClause = (clause, last_due, reason, key) => call("terms_end_clause", { clause, lastDue: last_due, reason, key });

/** @param {string} from @param {string} percent @param {string} key @returns {Promise<void>} */
export const addLpr = (from, percent, key) => call("terms_add_lpr", { from, percent, key });

/** @param {string} order @param {string} key @returns {Promise<void>} */
export const setOrder = (order, key) => call("terms_set_order", { order, key });

/** @param {import("./types/terms").PromotionForm} form @param {string} key @returns {Promise<void>} */
export const addPromotion = (form, key) => call("terms_add_promotion", { form, key });

/** @param {string} name @param {string} reason @param {string} key @returns {Promise<void>} */
export const endPromotion = (name, reason, key) => call("terms_end_promotion", { name, reason, key });

/** @param {string} item @param {string} class_ @param {boolean} bears_late @param {string} vat @param {string} key @returns {Promise<void>} */
export const setItem = (item, class_, bears_late, vat, key) => call("terms_set_item", { item, class: class_, bearsLate: bears_late, vat, key });
