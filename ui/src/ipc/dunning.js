import { call } from "./index.js";

/** @typedef {import("./types/dunning/lists").DebtorChoice} DebtorChoice */

/** @param {DebtorChoice} choice @returns {Promise<import("./types/dunning/lists").DebtorsView>} */
export const debtors = (choice) => call("dunning_debtors", { choice });

/** The items debts can be of. @returns {Promise<string[]>} */
export const choices = () => call("dunning_choices");

/** Everything to do today. @param {string} steward @returns {Promise<import("./types/dunning/today").TodayView>} */
export const today = (steward) => call("dunning_today", { steward });

/** The accounts of a home on the ladder. @param {string} room @returns {Promise<import("./types/dunning/today").LadderView[]>} */
export const ladder = (room) => call("dunning_ladder", { room });

/** @param {number} account @param {string} reason @param {string} note @param {string} key @returns {Promise<void>} */
export const noteReason = (account, reason, note, key) => call("dunning_reason", { account, reason, note, key });

/** @param {number} step @param {string} outcome @param {string} next @param {string} note @param {string} key @returns {Promise<void>} */
export const noteResult = (step, outcome, next, note, key) => call("dunning_result", { step, outcome, next, note, key });

/** @returns {Promise<import("./types/dunning/today").WordChoices>} */
export const words = () => call("dunning_words");

/** @returns {Promise<import("./types/dunning/today").LadderSettings>} */
export const settings = () => call("dunning_settings");

/** @param {import("./types/dunning/today").NewValue[]} values @param {string} key @returns {Promise<void>} */
export const setLadder = (values, key) => call("dunning_set_ladder", { values, key });

/** @param {string} building @param {string} name @param {string} key @returns {Promise<void>} */
export const setSteward = (building, name, key) => call("dunning_set_steward", { building, name, key });

/** The stages and scopes a run can have. @returns {Promise<import("./types/dunning/runs").RunChoices>} */
export const runChoices = () => call("dunning_run_choices");

/** @param {import("./types/dunning/runs").RunChoice} choice @returns {Promise<import("./types/dunning/runs").PlanView>} */
export const plan = (choice) => call("dunning_plan", { choice });

/** @param {import("./types/dunning/runs").RunChoice} choice @param {import("./types/dunning/runs").Addressed[]} shown @param {string} key @returns {Promise<import("./types/dunning/runs").DunnedView>} */
export const run = (choice, shown, key) => call("dunning_run", { choice, shown, key });

/** @returns {Promise<import("./types/dunning/runs").RunView[]>} */
export const runs = () => call("dunning_runs");

/** @param {number} run @returns {Promise<import("./types/dunning/runs").DunnedView>} */
export const reprint = (run) => call("dunning_reprint", { run });

/** @param {DebtorChoice} choice @returns {Promise<import("./types/wire").PaperHandle>} */
export const printList = (choice) => call("dunning_print_list", { choice });

/** @param {DebtorChoice} choice @returns {Promise<import("./types/wire").PaperHandle>} */
export const printAgeing = (choice) => call("dunning_print_ageing", { choice });

/** @param {number} before @param {number} after @returns {Promise<import("./types/dunning/lists").PledgeLine[]>} */
export const pledges = (before, after) => call("dunning_pledges", { before, after });

/** @param {number} within @param {boolean} over @returns {Promise<import("./types/dunning/lists").BarredLine[]>} */
export const limitation = (within, over) => call("dunning_limitation", { within, over });
