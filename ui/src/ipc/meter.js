import { call } from "./index.js";

/** @typedef {import("./types/meter/round").RoundForm} RoundForm */
/** @typedef {import("./types/meter/round").ReadingForm} ReadingForm */
/** @typedef {import("./types/meter/bill").MeterRunForm} MeterRunForm */

/** @returns {Promise<import("./types/meter/hung").MeterBook>} */
export const all = () => call("meter_all");

/** @param {string} meter @returns {Promise<import("./types/meter/hung").ReadingLine[]>} */
export const readings = (meter) => call("meter_readings", { meter });

/** @param {import("./types/meter/hung").MeterForm} form @param {string} key @returns {Promise<void>} */
export const add = (form, key) => call("meter_add", { form, key });

/** @param {string} code @param {string} price @param {string} place @param {string} key @returns {Promise<void>} */
export const set = (code, price, place, key) => call("meter_set", { code, price, place, key });

/** @param {import("./types/meter/hung").ReplaceForm} form @param {string} key @returns {Promise<void>} */
export const replace = (form, key) => call("meter_replace", { form, key });

/** @param {string} code @param {string} last @param {string} on @param {string} reason @param {string} key @returns {Promise<void>} */
export const remove = (code, last, on, reason, key) => call("meter_remove", { code, last, on, reason, key });

/** @param {import("./types/meter/hung").MeterPriceForm} form @param {string} key @returns {Promise<void>} */
export const addPrice = (form, key) => call("meter_add_price", { form, key });

/** @param {number} file @param {boolean} write @param {string} key @returns {Promise<import("./types/meter/hung").MetersRead>} */
export const importMeters = (file, write, key) => call("meter_import", { file, write, key });

/** @param {RoundForm} form @returns {Promise<import("./types/meter/round").Round>} */
export const round = (form) => call("meter_round", { form });

/** @param {RoundForm} form @returns {Promise<import("./types/wire").PaperHandle>} */
export const roundPaper = (form) => call("meter_round_paper", { form });

/** @param {ReadingForm} form @returns {Promise<import("./types/meter/round").ReadingView>} */
export const judge = (form) => call("meter_judge", { form });

/** @param {ReadingForm} form @param {string} key @returns {Promise<import("./types/meter/round").NotedView>} */
export const note = (form, key) => call("meter_note", { form, key });

/** @param {number} reading @param {string} reason @param {string} key @returns {Promise<void>} */
export const voidReading = (reading, reason, key) => call("meter_void", { reading, reason, key });

/** How many were estimated, and the meters still unread. @param {string} of @param {string} key @returns {Promise<[number, string[]]>} */
export const estimate = (of, key) => call("meter_estimate", { of, meters: [], key });

/** @param {string} from @param {string} to @param {string} key @returns {Promise<void>} */
export const setWindow = (from, to, key) => call("meter_set_window", { from, to, key });

/** @param {number} file @param {string} on @param {string[]} accept @returns {Promise<import("./types/meter/intake").ReadingsRead>} */
export const checkFile = (file, on, accept) => call("meter_check_file", { file, on, accept });

/** The number of the import and how many were noted. @param {number} file @param {string} on @param {string[]} accept @param {string} reason @param {string} key @returns {Promise<[number, number]>} */
export const takeFile = (file, on, accept, reason, key) => call("meter_take_file", { file, on, accept, reason, key });

/** @returns {Promise<import("./types/meter/intake").ReadingImport[]>} */
export const imports = () => call("meter_imports");

/** @param {number} number @param {string} reason @param {string} key @returns {Promise<number>} */
export const undoFile = (number, reason, key) => call("meter_undo_file", { import: number, reason, key });

/** @param {MeterRunForm} form @returns {Promise<import("./types/meter/bill").MeterRunView>} */
export const previewBill = (form) => call("meter_bill_preview", { form });

/** @param {MeterRunForm} form @param {string} key @returns {Promise<import("./types/meter/bill").MeterRunDone>} */
export const postBill = (form, key) => call("meter_bill_post", { form, key });
