import { call } from "./index.js";

/** @returns {Promise<import("./types/words").TextView[]>} */
export const texts = () => call("words_texts");

/** What the checker says; `kind` is the code of a letter or of a kind of text. @param {string} kind @param {string} text @returns {Promise<import("./types/words").FindingsView>} */
export const check = (kind, text) => call("words_check", { kind, text });

/** @param {string} letter @param {string} text @param {string} key @returns {Promise<import("./types/words").TextView>} */
export const keep = (letter, text, key) => call("words_keep", { letter, text, key });

/** @param {string} letter @returns {Promise<import("./types/words").DraftLine[]>} */
export const drafts = (letter) => call("words_drafts", { letter });

/** @param {string} letter @param {string} channel @param {import("./types/words").OutgoingMessage[]} messages @param {string} key @returns {Promise<number>} */
export const send = (letter, channel, messages, key) => call("words_send", { letter, channel, messages, key });

/** @param {string} letter @param {string} purpose @param {string} recipient @param {string} key @returns {Promise<string | null>} */
export const exportMessages = (letter, purpose, recipient, key) => call("words_export", { letter, purpose, recipient, key });

/** @returns {Promise<string>} */
export const group = () => call("words_group");

/** @returns {Promise<import("./types/words").CaseView[]>} */
export const cases = () => call("words_cases");

/** @param {import("./types/words").CaseForm} form @param {string} key @returns {Promise<string>} */
export const openCase = (form, key) => call("words_open_case", { form, key });

/** @param {import("./types/words").StepForm} form @param {string} key @returns {Promise<void>} */
export const caseStep = (form, key) => call("words_case_step", { form, key });

/** @param {import("./types/words").CostForm} form @param {string} key @returns {Promise<void>} */
export const caseCost = (form, key) => call("words_case_cost", { form, key });

/** @param {import("./types/words").PackForm} form @returns {Promise<import("./types/words").PackView | null>} */
export const pack = (form) => call("words_pack", { form });

/** @returns {Promise<import("./types/words").PrivacyView>} */
export const privacy = () => call("words_privacy");

/** @param {string} key @returns {Promise<number>} */
export const mask = (key) => call("words_mask", { key });

/** @param {string} room @param {string} requester @returns {Promise<import("./types/wire").PaperHandle>} */
export const ownData = (room, requester) => call("words_own_data", { room, requester });

/** @param {import("./types/words").MaskedListForm} form @returns {Promise<import("./types/wire").PaperHandle>} */
export const maskedList = (form) => call("words_masked_list", { form });
