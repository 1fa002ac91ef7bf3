import { call } from "./index.js";

/** @param {string} text @returns {Promise<import("./types/disclosure").MonthView>} */
export const month = (text) => call("disclosure_month", { text });

/** @param {import("./types/disclosure").EntryForm} entry @param {string} key @returns {Promise<number>} */
export const addEntry = (entry, key) => call("disclosure_add_entry", { entry, key });

/** @param {number} entry @param {string} reason @param {string} key @returns {Promise<number>} */
export const reverseEntry = (entry, reason, key) => call("disclosure_reverse_entry", { entry, reason, key });

/** @param {string} text @returns {Promise<import("./types/wire").PaperHandle>} */
export const publish = (text) => call("disclosure_publish", { text });

/** @param {string} text @param {string} number @returns {Promise<import("./types/wire").PaperHandle>} */
export const version = (text, number) => call("disclosure_version", { text, number });

/** @param {import("./types/disclosure").PostingForm} form @param {string} key @returns {Promise<void>} */
export const notePosting = (form, key) => call("disclosure_note_posting", { form, key });

/** @param {string} text @param {number} posting @param {string} day @param {string} key @returns {Promise<void>} */
export const takeDown = (text, posting, day, key) => call("disclosure_take_down", { text, posting, day, key });
