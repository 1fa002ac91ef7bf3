import { call } from "./index.js";

/** @typedef {import("./types/analysis/paper").ListChoice} ListChoice */
/** @typedef {import("./types/analysis/arrears").ArrearsChoice} ArrearsChoice */

/** @returns {Promise<import("./types/analysis/arrears").ChoicesView>} */
export const choices = () => call("analysis_choices");

/** @param {ArrearsChoice} choice @returns {Promise<import("./types/analysis/arrears").ArrearsView>} */
export const arrears = (choice) => call("analysis_arrears", { choice });

/** @returns {Promise<import("./types/analysis/arrears").HardLine[]>} */
export const hard = () => call("analysis_hard");

/** @param {import("./types/analysis/effect").EffectChoice} choice @returns {Promise<import("./types/analysis/effect").EffectView>} */
export const effect = (choice) => call("analysis_effect", { choice });

/** @param {string} period @returns {Promise<import("./types/analysis/effect").PeopleView>} */
export const people = (period) => call("analysis_people", { period });

/** @returns {Promise<import("./types/analysis/campaign").CampaignRow[]>} */
export const campaigns = () => call("analysis_campaigns");

/** @param {number} campaign @returns {Promise<import("./types/analysis/campaign").CampaignView>} */
export const campaign = (campaign) => call("analysis_campaign", { campaign });

/** @param {import("./types/analysis/campaign").ScopeChoice} choice @returns {Promise<import("./types/analysis/campaign").ScopeView>} */
export const scope = (choice) => call("analysis_scope", { choice });

/** @param {import("./types/analysis/campaign").CampaignForm} form @param {string} key @returns {Promise<number>} */
export const startCampaign = (form, key) => call("analysis_start_campaign", { form, key });

/** @param {number} campaign @param {string} note @param {string} key */
export const endCampaign = (campaign, note, key) => call("analysis_end_campaign", { campaign, note, key });

/** @param {number | null} year @returns {Promise<import("./types/analysis/plan").PlanView>} */
export const plan = (year) => call("analysis_plan", { year });

/** @param {number} year @param {number} percent @returns {Promise<import("./types/analysis/plan").ProposedLine[]>} */
export const propose = (year, percent) => call("analysis_propose", { year, percent });

/** @param {import("./types/analysis/plan").PlanForm} form @param {string} key @returns {Promise<number>} */
export const setPlan = (form, key) => call("analysis_set_plan", { form, key });

/** @param {ListChoice} list @returns {Promise<import("./types/wire").PaperHandle>} */
export const print = (list) => call("analysis_print", { list });

/** The papers for the review of a month. @param {string} of @returns {Promise<import("./types/wire").PaperHandle>} */
export const review = (of) => call("analysis_review", { of });

/** The papers for a talk with a home. @param {string} room @returns {Promise<import("./types/wire").PaperHandle>} */
export const dossier = (room) => call("analysis_dossier", { room });
