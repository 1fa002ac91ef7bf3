import { longWork } from "../components/long-work.js";
import { call } from "./index.js";

/** @returns {Promise<import("./types/register").HomeLine[]>} */
export const homes = () => call("register_homes");

/** @typedef {import("./types/register").NamedColumns} NamedColumns */

/** The dry run: nothing is written. @param {number} file @param {NamedColumns | null} named @returns {Promise<import("./types/register").ImportLook>} */
export const look = (file, named) => call("register_look", { file, named });

/**
 * `undefined` when it was stopped; nothing was taken in then.
 * @param {{ file: number, named: NamedColumns | null, changeExisting: boolean, key: string }} what
 * @returns {Promise<import("./types/register").ImportDone | undefined>}
 */
export const takeIn = (what) => longWork("导入台账", "register_import", what);

/** @returns {Promise<import("./types/register").ImportLine[]>} */
export const imports = () => call("register_imports");

/** @param {number} number @param {string} reason @param {string} key @returns {Promise<number>} */
export const undoImport = (number, reason, key) => call("register_undo_import", { import: number, reason, key });
