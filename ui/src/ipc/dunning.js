import { call } from "./index.js";

/** @typedef {import("./types/dunning").DebtorChoice} DebtorChoice */

/** @param {DebtorChoice} choice @returns {Promise<import("./types/dunning").DebtorsView>} */
export const debtors = (choice) => call("dunning_debtors", { choice });

/** The items debts can be of. @returns {Promise<string[]>} */
export const choices = () => call("dunning_choices");

/** The stages and scopes a run can have. @returns {Promise<import("./types/dunning").RunChoices>} */
export const runChoices = () => call("dunning_run_choices");

/** @param {import("./types/dunning").RunChoice} choice @returns {Promise<import("./types/dunning").PlanView>} */
export const plan = (choice) => call("dunning_plan", { choice });

/** @param {import("./types/dunning").RunChoice} choice @param {import("./types/dunning").Addressed[]} shown @param {string} key @returns {Promise<import("./types/dunning").DunnedView>} */
export const run = (choice, shown, key) => call("dunning_run", { choice, shown, key });

/** @returns {Promise<import("./types/dunning").RunView[]>} */
export const runs = () => call("dunning_runs");

/** @param {number} run @returns {Promise<import("./types/dunning").DunnedView>} */
export const reprint = (run) => call("dunning_reprint", { run });

/** @param {DebtorChoice} choice @returns {Promise<import("./types/wire").PaperHandle>} */
export const printList = (choice) => call("dunning_print_list", { choice });

/** @param {DebtorChoice} choice @returns {Promise<import("./types/wire").PaperHandle>} */
export const printAgeing = (choice) => call("dunning_print_ageing", { choice });

/** @param {number} before @param {number} after @returns {Promise<import("./types/dunning").PledgeLine[]>} */
export const pledges = (before, after) => call("dunning_pledges", { before, after });

/** @param {number} within @param {boolean} over @returns {Promise<import("./types/dunning").BarredLine[]>} */
export const limitation = (within, over) => call("dunning_limitation", { within, over });
