import { call } from "./index.js";

/** The months of the book. @returns {Promise<import("./types/period").MonthsView>} */
export const months = () => call("period_list");

/** What stands in the way of a closing. @param {string} period @returns {Promise<import("./types/period").MonthCheck>} */
export const check = (period) => call("period_check", { period });

/** @param {string} period @param {string} key @returns {Promise<import("./types/period").MonthsView>} */
export const close = (period, key) => call("period_close", { period, key });

/** @param {string} period @returns {Promise<import("./types/period").MonthRates>} */
export const rates = (period) => call("period_rates", { period });

/** @param {string} period @param {boolean} building @returns {Promise<import("./types/period").BridgeView>} */
export const bridge = (period, building) => call("period_bridge", { period, building });

/** @param {string} period @param {boolean} building @returns {Promise<import("./types/wire").PaperHandle>} */
export const bridgePaper = (period, building) => call("period_bridge_paper", { period, building });

/** @param {string} period @returns {Promise<import("./types/period").JournalView>} */
export const journal = (period) => call("period_journal", { period });

/** @returns {Promise<import("./types/period").SubjectLine[]>} */
export const subjects = () => call("period_subjects");

/** @param {string} purpose @param {string} code @param {string} name @param {string} key @returns {Promise<import("./types/period").SubjectLine[]>} */
export const nameSubject = (purpose, code, name, key) => call("period_name_subject", { purpose, code, name, key });
