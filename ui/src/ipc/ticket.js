import { call } from "./index.js";

/** @typedef {import("./types/ticket/lists").TicketChoice} TicketChoice */
/** @typedef {import("./types/ticket/card").TicketView} TicketView */

/** What can be chosen; with the open charges of a room when one is named. @param {string} room @returns {Promise<import("./types/ticket/intake").TicketChoices>} */
export const choices = (room = "") => call("ticket_choices", { room });

/** @param {import("./types/ticket/intake").TicketForm} form @param {string} key @returns {Promise<import("./types/ticket/intake").TakenTicket>} */
export const take = (form, key) => call("ticket_take", { form, key });

/** @param {TicketChoice} choice @returns {Promise<import("./types/ticket/lists").TicketsView>} */
export const list = (choice) => call("ticket_list", { choice });

/** @param {string} number @returns {Promise<TicketView>} */
export const card = (number) => call("ticket_card", { number });

/** @param {string} number @param {"intake" | "job" | "revisit"} sheet @returns {Promise<import("./types/wire").PaperHandle>} */
export const paper = (number, sheet) => call("ticket_paper", { number, sheet });

/** @param {import("./types/ticket/step").StepForm} form @param {string} key @returns {Promise<TicketView>} */
export const step = (form, key) => call("ticket_step", { form, key });

/** @param {import("./types/ticket/step").MaterialForm} form @param {string} key @returns {Promise<TicketView>} */
export const material = (form, key) => call("ticket_material", { form, key });

/** @param {string} number @param {number[]} files @param {string} key @returns {Promise<TicketView>} */
export const addPictures = (number, files, key) => call("ticket_add_pictures", { number, files, key });

/** @param {string} number @param {string} until @param {string} reason @param {string} key @returns {Promise<TicketView>} */
export const extend = (number, until, reason, key) => call("ticket_extend", { number, until, reason, key });

/** @param {string} from @param {string} to @param {string} kind @returns {Promise<import("./types/ticket/lists").RatesView>} */
export const rates = (from, to, kind) => call("ticket_rates", { from, to, kind });

/** @param {boolean} over @returns {Promise<import("./types/ticket/others").IncidentRow[]>} */
export const incidents = (over) => call("ticket_incidents", { over });

/** @param {string} title @param {string} script @param {string[]} tickets @param {string} key @returns {Promise<void>} */
export const beginIncident = (title, script, tickets, key) => call("ticket_begin_incident", { title, script, tickets, key });

/** @param {number} incident @param {string} words @param {string} key @returns {Promise<number>} */
export const answerIncident = (incident, words, key) => call("ticket_answer_incident", { incident, words, key });

/** @param {number} incident @param {string} words @param {string} key @returns {Promise<number>} */
export const endIncident = (incident, words, key) => call("ticket_end_incident", { incident, words, key });

/** @returns {Promise<import("./types/ticket/others").Firm[]>} */
export const contractors = () => call("ticket_contractors");

/** @param {import("./types/ticket/others").Firm} firm @param {string} key @returns {Promise<void>} */
export const setContractor = (firm, key) => call("ticket_set_contractor", { firm, key });

/** @returns {Promise<import("./types/settings").SettingField[]>} */
export const terms = () => call("ticket_terms");

/** @param {Record<string, string>} fields @param {string} key @returns {Promise<void>} */
export const setTerms = (fields, key) => call("ticket_set_terms", { fields, key });
