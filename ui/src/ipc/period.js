import { call } from "./index.js";

/** @returns {Promise<import("./types/period").Periods>} */
export const list = () => call("period_list");

/** @param {string} period @returns {Promise<import("./types/period").MonthView>} */
export const month = (period) => call("period_month", { period });

/** @param {string} period @param {string} key @returns {Promise<import("./types/period").MonthView>} */
export const close = (period, key) => call("period_close", { period, key });

/** @param {string} period @param {boolean} byBuilding @returns {Promise<import("./types/wire").PaperHandle>} */
export const bridgePaper = (period, byBuilding) => call("period_bridge_paper", { period, byBuilding });

/** @returns {Promise<import("./types/period").Subject[]>} */
export const subjects = () => call("period_subjects");

/** @param {string} purpose @param {string} code @param {string} name @param {string} key @returns {Promise<void>} */
export const nameSubject = (purpose, code, name, key) => call("period_name_subject", { purpose, code, name, key });
