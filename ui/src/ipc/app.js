import { call } from "./index.js";

/** @returns {Promise<import("./types/app").AppState>} */
export const state = () => call("app_state");

/** @param {import("./types/app").NewOffice} office @returns {Promise<import("./types/app").AppState>} */
export const createBook = (office) => call("app_create_book", { new: office });
