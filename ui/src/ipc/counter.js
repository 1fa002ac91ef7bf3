import { call } from "./index.js";

/** @param {string} text @returns {Promise<import("./types/counter/find").SearchHit[]>} */
export const search = (text) => call("counter_search", { text });

/** @param {string} room @returns {Promise<import("./types/counter/card").HouseholdCard>} */
export const card = (room) => call("counter_card", { room });

/** @param {number} charge @returns {Promise<import("./types/counter/find").ChargeExplanation>} */
export const explain = (charge) => call("counter_explain", { charge });

/** @param {number} charge @returns {Promise<import("./types/wire").PaperHandle>} */
export const explanationPaper = (charge) => call("counter_explanation_paper", { charge });

/** @param {import("./types/counter/receipts").TakeForm} form @returns {Promise<import("./types/counter/receipts").Taken>} */
export const quote = (form) => call("counter_quote", { form });

/** @param {import("./types/counter/receipts").TakeForm} form @param {string} key @returns {Promise<import("./types/counter/receipts").Taken>} */
export const take = (form, key) => call("counter_take", { form, key });

/** @param {string} from @param {string} to @returns {Promise<import("./types/counter/receipts").ReceiptList>} */
export const receipts = (from, to) => call("counter_receipts", { from, to });

/** @param {string} number @returns {Promise<import("./types/counter/receipts").ReceiptView>} */
export const receipt = (number) => call("counter_receipt", { number });

/** @param {number} number @param {string} reason @param {string} key @returns {Promise<void>} */
export const voidReceipt = (number, reason, key) => call("counter_void", { number, reason, key });

/** @param {number} number @param {boolean} [continuous] @returns {Promise<import("./types/wire").PaperHandle>} */
export const print = (number, continuous = false) => call("counter_print", { number, continuous });

/** @param {string} room @returns {Promise<import("./types/counter/ahead").AheadItem[]>} */
export const aheadItems = (room) => call("counter_ahead_items", { room });

/** @param {import("./types/counter/ahead").AheadForm} form @returns {Promise<import("./types/counter/ahead").AheadQuote>} */
export const aheadQuote = (form) => call("counter_ahead_quote", { form });

/** @param {import("./types/counter/ahead").AheadForm} form @param {string} key @returns {Promise<import("./types/counter/receipts").Taken>} */
export const ahead = (form, key) => call("counter_ahead", { form, key });

/** @param {string} room @param {boolean} all @returns {Promise<import("./types/counter/deposits").DepositList>} */
export const deposits = (room, all) => call("counter_deposits", { room, all });

/** @param {import("./types/counter/deposits").DepositForm} form @returns {Promise<import("./types/counter/receipts").Taken>} */
export const depositQuote = (form) => call("counter_deposit_quote", { form });

/** @param {import("./types/counter/deposits").DepositForm} form @param {string} key @returns {Promise<import("./types/counter/receipts").Taken>} */
export const depositTake = (form, key) => call("counter_deposit_take", { form, key });

/** @param {import("./types/counter/deposits").DepositMove} form @param {string} key @returns {Promise<string>} */
export const depositForm = (form, key) => call("counter_deposit_form", { form, key });

/** @returns {Promise<import("./types/counter/requests").Choices>} */
export const choices = () => call("counter_choices");

/** @param {string} room @returns {Promise<import("./types/counter/requests").RefundableReceipt[]>} */
export const refundable = (room) => call("counter_refundable", { room });

/** @param {import("./types/counter/requests").RefundForm} form @param {string} key @returns {Promise<string>} */
export const refund = (form, key) => call("counter_refund", { form, key });

/** @param {import("./types/counter/requests").WaiverForm} form @param {string} key @returns {Promise<string>} */
export const waiver = (form, key) => call("counter_waiver", { form, key });

/** @param {import("./types/counter/requests").ConcessionForm} form @param {string} key @returns {Promise<string>} */
export const concession = (form, key) => call("counter_concession", { form, key });

/** @param {import("./types/counter/agreements").AgreementForm} form @returns {Promise<import("./types/counter/agreements").AgreementView>} */
export const agreementPlan = (form) => call("counter_agreement_plan", { form });

/** @param {import("./types/counter/agreements").AgreementForm} form @param {string} key @returns {Promise<string>} */
export const agreementMake = (form, key) => call("counter_agreement_make", { form, key });

/** @param {string} number @returns {Promise<import("./types/counter/agreements").AgreementView>} */
export const agreement = (number) => call("counter_agreement", { number });

/** @param {string} number @param {boolean} broken @param {string} reason @param {string} key @returns {Promise<void>} */
export const agreementEnd = (number, broken, reason, key) => call("counter_agreement_end", { number, broken, reason, key });

/** @param {string} number @returns {Promise<import("./types/wire").PaperHandle>} */
export const agreementPaper = (number) => call("counter_agreement_paper", { number });

/** @param {import("./types/counter/agreements").PromiseForm} form @param {string} key @returns {Promise<void>} */
export const promise = (form, key) => call("counter_promise", { form, key });

/** @param {import("./types/counter/receipts").TakeForm} form @param {import("./types/counter/handwritten").LeafForm} leaf @returns {Promise<import("./types/counter/receipts").Taken>} */
export const leafQuote = (form, leaf) => call("counter_leaf_quote", { form, leaf });

/** @param {import("./types/counter/receipts").TakeForm} form @param {import("./types/counter/handwritten").LeafForm} leaf @param {string} key @returns {Promise<import("./types/counter/receipts").Taken>} */
export const leafEnter = (form, leaf, key) => call("counter_leaf_enter", { form, leaf, key });

/** @param {string} number @param {string} reason @param {string} key @returns {Promise<void>} */
export const leafSpoil = (number, reason, key) => call("counter_leaf_spoil", { number, reason, key });

/** @returns {Promise<import("./types/counter/handwritten").BookView[]>} */
export const paperBooks = () => call("counter_paper_books");

/** @param {import("./types/counter/statements").StatementOf} of @returns {Promise<import("./types/counter/statements").StatementView>} */
export const statement = (of) => call("counter_statement", { of });

/** @param {import("./types/counter/statements").StatementOf} of @returns {Promise<import("./types/wire").PaperHandle>} */
export const statementPaper = (of) => call("counter_statement_paper", { of });

/** @param {import("./types/counter/statements").StatementOf} of @returns {Promise<string | null>} */
export const statementExport = (of) => call("counter_statement_export", { of });
