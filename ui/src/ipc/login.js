import { call } from "./index.js";

/** @param {string} name @param {string} password @returns {Promise<import("./types/app").AppState>} */
export const enter = (name, password) => call("login_enter", { name, password });

/** Somebody sits down at a desk where nobody logs in. @param {string} name @returns {Promise<import("./types/app").AppState>} */
export const sit = (name) => call("login_sit", { name });

/** @returns {Promise<import("./types/app").AppState>} */
export const lock = () => call("login_lock");

/** @param {string} old @param {string} fresh @returns {Promise<void>} */
export const changePassword = (old, fresh) => call("login_change_password", { old, new: fresh });
