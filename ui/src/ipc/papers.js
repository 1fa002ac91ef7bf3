import { call } from "./index.js";

/** @param {number} id @returns {Promise<ArrayBuffer>} */
export const bytes = (id) => call("papers_bytes", { id });

/** @returns {Promise<string[]>} */
export const printers = () => call("papers_printers");

/** @param {number} id @param {import("./types/papers").PrintChoice} choice @returns {Promise<void>} */
export const print = (id, choice) => call("papers_print", { id, choice });

/** @param {number} id @returns {Promise<string | null>} */
export const save = (id) => call("papers_save", { id });
