import { call } from "./index.js";

/** @param {number} id @returns {Promise<ArrayBuffer>} */
export const bytes = (id) => call("papers_bytes", { id });

/** @returns {Promise<import("./types/papers").PrintSetup>} */
export const setup = () => call("papers_setup");

/** @param {number} id @param {import("./types/papers").PrintChoice} choice @returns {Promise<void>} */
export const print = (id, choice) => call("papers_print", { id, choice });

/** @param {number} id @returns {Promise<string | null>} */
export const save = (id) => call("papers_save", { id });

/** @param {string} printer @param {import("./types/papers").Offset} offset @returns {Promise<void>} */
export const setOffset = (printer, offset) => call("papers_set_offset", { printer, offset });

/** @param {string} printer @param {string} media @returns {Promise<import("./types/wire").PaperHandle>} */
export const testPage = (printer, media) => call("papers_test_page", { printer, media });

/** @param {number} limit @returns {Promise<import("./types/papers").PrintedLine[]>} */
export const log = (limit) => call("papers_log", { limit });
