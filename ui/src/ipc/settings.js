import { call } from "./index.js";

/** @typedef {Record<string, string>} Texts */

/** @returns {Promise<import("./types/settings").ProfileView>} */
export const profile = () => call("settings_profile");
/** @param {Texts} fields @param {string} key @returns {Promise<void>} */
export const changeProfile = (fields, key) => call("settings_change_profile", { fields, key });

/** @returns {Promise<import("./types/settings").SettingField[]>} */
export const locality = () => call("settings_locality");
/** @param {Texts} fields @param {string} key @returns {Promise<void>} */
export const changeLocality = (fields, key) => call("settings_change_locality", { fields, key });

/** @returns {Promise<import("./types/settings").DeskRulesView>} */
export const deskRules = () => call("settings_desk_rules");
/** @param {import("./types/settings").DeskRulesView} rules @param {string} key @returns {Promise<void>} */
export const changeDeskRules = (rules, key) => call("settings_change_desk_rules", { rules, key });

/** @returns {Promise<import("./types/settings").LimitsView>} */
export const limits = () => call("settings_limits");
/** @param {import("./types/settings").LimitsView} limits @param {string} key @returns {Promise<void>} */
export const setLimits = (limits, key) => call("settings_set_limits", { limits, key });

/** @returns {Promise<import("./types/settings").StaffView>} */
export const staff = () => call("settings_staff");
/** @param {string} name @param {string} role @param {string} key @returns {Promise<void>} */
export const nameStaff = (name, role, key) => call("settings_name_staff", { name, role, key });
/** @param {string} name @param {string} key @returns {Promise<void>} */
export const staffLeaves = (name, key) => call("settings_staff_leaves", { name, key });
/** @param {string} name @param {string} password @returns {Promise<void>} */
export const setPassword = (name, password) => call("settings_set_password", { name, password });
/** @returns {Promise<import("./types/settings").RevealLine[]>} */
export const reveals = () => call("settings_reveals");
/** The whole phone numbers of a home; that somebody looked is kept. @param {string} room @returns {Promise<string[]>} */
export const revealPhones = (room) => call("settings_reveal_phones", { room });

/** @returns {Promise<import("./types/settings").BackupLine[]>} */
export const backups = () => call("settings_backups");
/** @returns {Promise<import("./types/settings").BackupLine | null>} */
export const backUp = () => call("settings_back_up");
/** @returns {Promise<import("./types/settings").CopyView | null>} */
export const lookAtCopy = () => call("settings_look_at_copy");
/** @returns {Promise<import("./types/app").AppState>} */
export const restore = () => call("settings_restore");
/** @returns {Promise<import("./types/settings").VerifyView>} */
export const verify = () => call("settings_verify");

/** @returns {Promise<import("./types/settings").Appearance>} */
export const appearance = () => call("settings_appearance");
/** @param {import("./types/settings").Appearance} appearance @returns {Promise<void>} */
export const setAppearance = (appearance) => call("settings_set_appearance", { appearance });
/** @returns {Promise<import("./types/settings").AboutView>} */
export const about = () => call("settings_about");
/** @returns {Promise<string | null>} */
export const exportLog = () => call("settings_export_log");
