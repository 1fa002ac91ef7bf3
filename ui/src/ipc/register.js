import { longWork } from "../components/long-work.js";
import { call } from "./index.js";

/** @returns {Promise<import("./types/register/homes").HomeLine[]>} */
export const homes = () => call("register_homes");

/** @typedef {import("./types/register/import").NamedColumns} NamedColumns */

/** The dry run: nothing is written. @param {number} file @param {NamedColumns | null} named @returns {Promise<import("./types/register/import").ImportLook>} */
export const look = (file, named) => call("register_look", { file, named });

/**
 * `undefined` when it was stopped; nothing was taken in then.
 * @param {{ file: number, named: NamedColumns | null, changeExisting: boolean, key: string }} what
 * @returns {Promise<import("./types/register/import").ImportDone | undefined>}
 */
export const takeIn = (what) => longWork("导入台账", "register_import", what);

/** @returns {Promise<import("./types/register/import").ImportLine[]>} */
export const imports = () => call("register_imports");

/** @param {number} number @param {string} reason @param {string} key @returns {Promise<number>} */
export const undoImport = (number, reason, key) => call("register_undo_import", { import: number, reason, key });

/** @typedef {import("./types/register/home").TypedHome} TypedHome */
/** @typedef {import("./types/register/transfer").TypedTransfer} TypedTransfer */

/** @param {string} room @returns {Promise<import("./types/register/home").HomeView>} */
export const home = (room) => call("register_home", { room });

/** For editing, with whole phone numbers; that somebody looked is kept. @param {string} room @returns {Promise<TypedHome>} */
export const openHome = (room) => call("register_open_home", { room });

/** @param {string} room @param {TypedHome} home @param {boolean} correctsNames @param {string} key @returns {Promise<number>} */
export const editHome = (room, home, correctsNames, key) => call("register_edit_home", { room, home, correctsNames, key });

/** @param {{ room: string, square: string, handover: string, home: TypedHome, key: string }} what @returns {Promise<string>} */
export const addHome = (what) => call("register_add_home", what);

/** @param {string} room @param {string} on @param {string} key @returns {Promise<void>} */
export const handOver = (room, on, key) => call("register_hand_over", { room, on, key });

/** @param {{ room: string, square: string, from: string }} what @returns {Promise<import("./types/register/home").AreaQuote>} */
export const quoteArea = (what) => call("register_quote_area", what);

/** @param {{ room: string, square: string, from: string, reason: string, key: string }} what @returns {Promise<string>} */
export const correctArea = (what) => call("register_correct_area", what);

/** @param {TypedTransfer} transfer @returns {Promise<import("./types/register/transfer").TransferView>} */
export const quoteTransfer = (transfer) => call("register_quote_transfer", { transfer });

/** @param {TypedTransfer} transfer @param {string} key @returns {Promise<import("./types/register/transfer").TransferView>} */
export const transfer = (transfer, key) => call("register_transfer", { transfer, key });

/** @returns {Promise<import("./types/register/spaces").SpaceLine[]>} */
export const spaces = () => call("register_spaces");

/** @param {import("./types/register/spaces").TypedSpace} space @param {string} key @returns {Promise<void>} */
export const addSpace = (space, key) => call("register_add_space", { space, key });

/** @returns {Promise<string[]>} */
export const parkingItems = () => call("register_parking_items");

/** @param {import("./types/register/spaces").TypedContract} contract @param {string} key @returns {Promise<void>} */
export const signParking = (contract, key) => call("register_sign_parking", { contract, key });

/** @param {string} space @param {string} last @returns {Promise<import("./types/register/spaces").GiveBackQuote>} */
export const quoteGiveBack = (space, last) => call("register_quote_give_back", { space, last });

/** @param {string} space @param {string} last @param {string} reason @param {string} key @returns {Promise<string>} */
export const giveBack = (space, last, reason, key) => call("register_give_back", { space, last, reason, key });

/** @returns {Promise<import("./types/register/spaces").ConcessionLine[]>} */
export const concessions = () => call("register_concessions");

/** @param {number} id @param {string} on @param {string} reason @param {string} key @returns {Promise<string>} */
export const endConcession = (id, on, reason, key) => call("register_end_concession", { id, on, reason, key });
