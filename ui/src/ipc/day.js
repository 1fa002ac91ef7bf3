import { call } from "./index.js";

/** @typedef {import("./types/day").FormView} FormView */

/** @returns {Promise<import("./types/day").ShiftNow>} */
export const shift = () => call("day_shift");

/** @param {string} float @param {string} explanation @param {string} key @returns {Promise<import("./types/day").ShiftNow>} */
export const open = (float, explanation, key) => call("day_open", { float, explanation, key });

/** @param {import("./types/day").Pieces[]} pieces @returns {Promise<import("./types/day").Counted>} */
export const count = (pieces) => call("day_count", { pieces });

/** @param {import("./types/day").CloseForm} form @param {string} key @returns {Promise<number>} */
export const close = (form, key) => call("day_close", { form, key });

/** @param {number} shift @param {string} note @param {string} key @returns {Promise<void>} */
export const acknowledge = (shift, note, key) => call("day_acknowledge", { shift, note, key });

/** @returns {Promise<import("./types/day").ShiftLine[]>} */
export const shifts = () => call("day_shifts");

/** @param {string} day @returns {Promise<import("./types/wire").PaperHandle>} */
export const reportPaper = (day) => call("day_report_paper", { day });

/** @param {number} shift @returns {Promise<import("./types/wire").PaperHandle>} */
export const shiftPaper = (shift) => call("day_shift_paper", { shift });

/** @param {number} shift @returns {Promise<import("./types/wire").PaperHandle>} */
export const slipPaper = (shift) => call("day_slip_paper", { shift });

/** @param {boolean} all @returns {Promise<import("./types/day").FormLine[]>} */
export const forms = (all) => call("day_forms", { all });

/** @param {string} number @returns {Promise<FormView>} */
export const form = (number) => call("day_form", { number });

/** @param {string} number @param {"approve" | "refuse" | "withdraw"} decision @param {string} note @param {string} key @returns {Promise<FormView>} */
export const decide = (number, decision, note, key) => call("day_decide", { number, decision, note, key });

/** @param {string} number @param {string} method @param {string} reference @param {string} key @returns {Promise<FormView>} */
export const pay = (number, method, reference, key) => call("day_pay", { number, method, reference, key });

/** @param {string} number @param {string} reason @param {string} key @returns {Promise<FormView>} */
export const takeBack = (number, reason, key) => call("day_take_back", { number, reason, key });

/** @param {string} number @returns {Promise<import("./types/wire").PaperHandle>} */
export const formPaper = (number) => call("day_form_paper", { number });

/** Why a debt can be given up: code and words. @returns {Promise<[string, string][]>} */
export const writeOffReasons = () => call("day_write_off_reasons");

/** Answers the number of the form. @param {import("./types/day").WriteOffForm} form @param {string} key @returns {Promise<string>} */
export const writeOff = (form, key) => call("day_write_off", { form, key });

/** Answers the number of the form. @param {import("./types/day").CorrectionForm} form @param {string} key @returns {Promise<string>} */
export const correction = (form, key) => call("day_correction", { form, key });

/** @returns {Promise<import("./types/day").WrittenOffLine[]>} */
export const writtenOff = () => call("day_written_off");

/** Answers the number of the receipt. @param {import("./types/day").RecoverForm} form @param {string} key @returns {Promise<number>} */
export const recover = (form, key) => call("day_recover", { form, key });
