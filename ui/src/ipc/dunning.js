import { call } from "./index.js";

/** @typedef {import("./types/dunning").DebtorChoice} DebtorChoice */

/** @param {DebtorChoice} choice @returns {Promise<import("./types/dunning").DebtorsView>} */
export const debtors = (choice) => call("dunning_debtors", { choice });

/** The items debts can be of. @returns {Promise<string[]>} */
export const choices = () => call("dunning_choices");

/** @param {import("./types/dunning").PlanChoice} choice @returns {Promise<import("./types/dunning").PlanView>} */
export const plan = (choice) => call("dunning_plan", { choice });

/** @param {import("./types/dunning").LetterChoice} choice @returns {Promise<import("./types/wire").PaperHandle>} */
export const letters = (choice) => call("dunning_letters", { choice });

/** @param {DebtorChoice} choice @returns {Promise<import("./types/wire").PaperHandle>} */
export const printList = (choice) => call("dunning_print_list", { choice });

/** @param {DebtorChoice} choice @returns {Promise<import("./types/wire").PaperHandle>} */
export const printAgeing = (choice) => call("dunning_print_ageing", { choice });

/** @param {number} before @param {number} after @returns {Promise<import("./types/dunning").PledgeLine[]>} */
export const pledges = (before, after) => call("dunning_pledges", { before, after });

/** @param {number} within @param {boolean} over @returns {Promise<import("./types/dunning").BarredLine[]>} */
export const limitation = (within, over) => call("dunning_limitation", { within, over });
