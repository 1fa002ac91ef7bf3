import { call } from "./index.js";

/** @typedef {import("./types/reconcile").BelongsTo} BelongsTo */
/** @typedef {import("./types/reconcile").StatementMapping} StatementMapping */

/** @returns {Promise<import("./types/reconcile").AccountLine[]>} */
export const accounts = () => call("reconcile_accounts");

/** Lines nothing was said of; of every account when none is named. @param {string} account @returns {Promise<import("./types/reconcile").OpenLine[]>} */
export const open = (account) => call("reconcile_open", { account });

/** Lines somebody has said something of. @param {string} account @returns {Promise<import("./types/reconcile").DoneLine[]>} */
export const done = (account) => call("reconcile_done", { account });

/** @param {number} line @param {BelongsTo} belongs @param {string} key @returns {Promise<string>} */
export const accept = (line, belongs, key) => call("reconcile_accept", { line, belongs, key });

/** @param {string} account @param {string} key @returns {Promise<number>} */
export const acceptCertain = (account, key) => call("reconcile_accept_certain", { account, key });

/** @param {number} line @param {string} note @param {string} key @returns {Promise<string>} */
export const suspend = (line, note, key) => call("reconcile_suspend", { line, note, key });

/** @param {string} account @param {string} note @param {string} key @returns {Promise<number>} */
export const suspendUnsure = (account, note, key) => call("reconcile_suspend_unsure", { account, note, key });

/** @param {number} line @param {string} room @param {string} key @returns {Promise<string>} */
export const duplicate = (line, room, key) => call("reconcile_duplicate", { line, room, key });

/** @param {number} line @param {string} reason @param {string} key @returns {Promise<string>} */
export const ignore = (line, reason, key) => call("reconcile_ignore", { line, reason, key });

/** @param {number} line @param {string} reason @param {string} key @returns {Promise<string>} */
export const undo = (line, reason, key) => call("reconcile_undo", { line, reason, key });

/** @param {number} file @param {StatementMapping | null} mapping @returns {Promise<import("./types/reconcile").StatementView>} */
export const preview = (file, mapping) => call("reconcile_preview", { file, mapping });

/** @param {number} file @param {string} account @param {string} way @param {StatementMapping | null} mapping @param {string} key @returns {Promise<import("./types/reconcile").StatementDone>} */
export const take = (file, account, way, mapping, key) => call("reconcile_take", { file, account, way, mapping, key });

/** @param {string} account @param {string} from @param {string} to @returns {Promise<import("./types/reconcile").ReconciliationView>} */
export const report = (account, from, to) => call("reconcile_report", { account, from, to });

/** @param {string} account @param {string} from @param {string} to @returns {Promise<import("./types/wire").PaperHandle>} */
export const paper = (account, from, to) => call("reconcile_paper", { account, from, to });
