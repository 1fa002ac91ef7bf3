import { longWork } from "../components/long-work.js";
import { call } from "./index.js";

/** @returns {Promise<import("./types/app").AppState>} */
export const state = () => call("app_state");

/** @param {import("./types/app").NewOffice} office @returns {Promise<import("./types/app").AppState>} */
export const createBook = (office) => call("app_create_book", { new: office });

/** Puts the demo book away. @returns {Promise<import("./types/app").AppState>} */
export const closeDemo = () => call("app_close_demo");

/** The demo book, made first when there is none; `undefined` when that was stopped. @returns {Promise<import("./types/app").AppState | undefined>} */
export const openDemo = () => longWork("生成演示账本", "app_open_demo", {});

/** The demo book made anew. @returns {Promise<import("./types/app").AppState | undefined>} */
export const resetDemo = () => longWork("重新生成演示账本", "app_reset_demo", {});

/** Asks for a workbook; `null` when the person went back. @returns {Promise<import("./types/wire").PickedFile | null>} */
export const pickFile = () => call("app_pick_file");

/** @returns {Promise<import("./types/app").LocalParameter[]>} */
export const neutralLocality = () => call("app_neutral_locality");

/** A backup as the office's own book; `null` when the person went back. @returns {Promise<import("./types/app").AppState | null>} */
export const bringBack = () => call("app_bring_back");
