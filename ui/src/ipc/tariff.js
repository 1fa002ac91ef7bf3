import { call } from "./index.js";

/** @typedef {import("./types/tariff").Prices} Prices */
/** @typedef {import("./types/tariff").VersionForm} VersionForm */
/** @typedef {import("./types/tariff").TrialForm} TrialForm */

/** @returns {Promise<Prices>} */
export const prices = () => call("tariff_prices");

/** @param {string} code @param {string} name @param {string} key @returns {Promise<Prices>} */
export const addItem = (code, name, key) => call("tariff_add_item", { code, name, key });

/** @param {string} item @param {string} name @param {VersionForm} version @param {string} key @returns {Promise<Prices>} */
export const add = (item, name, version, key) => call("tariff_add", { item, name, version, key });

/** @param {string} name @param {VersionForm} version @param {string} key @returns {Promise<Prices>} */
export const addVersion = (name, version, key) => call("tariff_add_version", { name, version, key });

/** @param {string} name @param {import("./types/tariff").ScopeForm} scope @param {string} key @returns {Promise<Prices>} */
export const assign = (name, scope, key) => call("tariff_assign", { name, scope, key });

/** @param {number} assignment @returns {Promise<Prices>} */
export const unassign = (assignment) => call("tariff_unassign", { assignment });

/** @param {string} name @param {string} last @returns {Promise<Prices>} */
export const end = (name, last) => call("tariff_end", { name, last });

/** @param {TrialForm} form @returns {Promise<import("./types/tariff").Effect>} */
export const tryPrice = (form) => call("tariff_try", { form });

/** @param {TrialForm} form @returns {Promise<import("./types/wire").PaperHandle>} */
export const tryPaper = (form) => call("tariff_try_paper", { form });
