import { call } from "./index.js";

/** @typedef {import("./types/reconcile").StatementForm} StatementForm */

/** @param {StatementForm} form @returns {Promise<import("./types/reconcile").StatementView>} */
export const preview = (form) => call("reconcile_preview", { form });

/** @param {StatementForm} form @param {string} key @returns {Promise<import("./types/reconcile").StatementTaken>} */
export const take = (form, key) => call("reconcile_import", { form, key });

/** @param {boolean} decided @returns {Promise<import("./types/reconcile").BenchLine[]>} */
export const lines = (decided) => call("reconcile_lines", { decided });

/** @param {number} line @param {import("./types/reconcile").LineDecision} decision @param {string} key @returns {Promise<string>} */
export const decide = (line, decision, key) => call("reconcile_decide", { line, decision, key });

/** @param {string} key @returns {Promise<number>} */
export const acceptCertain = (key) => call("reconcile_accept_certain", { key });

/** @param {string} account @param {string} from @param {string} to @returns {Promise<import("./types/wire").PaperHandle>} */
export const paper = (account, from, to) => call("reconcile_paper", { account, from, to });
