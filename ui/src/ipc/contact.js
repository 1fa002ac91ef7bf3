import { call } from "./index.js";

/** @typedef {import("./types/contact/calls").FileView} FileView */
/** @typedef {import("./types/contact/deliveries").LetterView} LetterView */
/** @typedef {import("./types/contact/deliveries").DeliveryView} DeliveryView */
/** @typedef {import("./types/contact/deliveries").DeliveryForm} DeliveryForm */

/** @type {Promise<import("./types/contact/calls").ContactChoices> | undefined} */
let known;

/** Everything that can be chosen. @returns {Promise<import("./types/contact/calls").ContactChoices>} */
export const choices = () => (known ??= call("contact_choices"));

/** What lies before somebody who is about to call. @param {string} room @param {number | null} [account] @returns {Promise<FileView>} */
export const file = (room, account = null) => call("contact_file", { room, account });

/** @param {import("./types/contact/calls").ContactForm} form @param {string} key @returns {Promise<number>} */
export const note = (form, key) => call("contact_note", { form, key });

/** @param {number} contact @param {string} reason @param {string} key @returns {Promise<void>} */
export const voidContact = (contact, reason, key) => call("contact_void", { contact, reason, key });

/** @param {number} promise @param {string} reason @param {string} key @returns {Promise<void>} */
export const voidPromise = (promise, reason, key) => call("contact_void_promise", { promise, reason, key });

/** @param {import("./types/contact/calls").TermsForm} form @param {string} key @returns {Promise<void>} */
export const terms = (form, key) => call("contact_terms", { form, key });

/** @param {{ account: number, channel: string, at: string }} what @returns {Promise<import("./types/contact/calls").MomentView | null>} */
export const held = ({ account, channel, at }) => call("contact_held", { account, channel, at });

/** @returns {Promise<import("./types/contact/calls").CapsForm>} */
export const caps = () => call("contact_caps");

/** @param {import("./types/contact/calls").CapsForm} form @param {string} key @returns {Promise<void>} */
export const setCaps = (form, key) => call("contact_set_caps", { form, key });

/** Letters of one home or of all. @param {string | null} [room] @returns {Promise<LetterView[]>} */
export const letters = (room = null) => call("contact_letters", { room });

/** @param {DeliveryForm} form @returns {Promise<import("./types/contact/deliveries").DeliveredView>} */
export const deliveryPreview = (form) => call("contact_delivery_preview", { form });

/** @param {DeliveryForm} form @param {string} key @returns {Promise<import("./types/contact/deliveries").DeliveredView>} */
export const deliver = (form, key) => call("contact_deliver", { form, key });

/** @param {number} delivery @param {string} reason @param {string} key @returns {Promise<void>} */
export const confirmDelivery = (delivery, reason, key) => call("contact_confirm_delivery", { delivery, reason, key });

/** @param {number} delivery @param {string} reason @param {string} key @returns {Promise<void>} */
export const voidDelivery = (delivery, reason, key) => call("contact_void_delivery", { delivery, reason, key });

/** Asks for a photo, a screenshot or a PDF. @returns {Promise<import("./types/wire").PickedFile | null>} */
export const pick = () => call("contact_pick");

/** @param {number} id @returns {Promise<ArrayBuffer>} */
export const picture = (id) => call("contact_picture", { id });

/** @param {number} id @returns {Promise<import("./types/wire").PaperHandle>} */
export const scan = (id) => call("contact_scan", { id });
