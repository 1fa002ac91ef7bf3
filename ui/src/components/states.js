import { html, nothing } from "lit";

/**
 * What stands where there is nothing yet: it names the next step.
 * @param {string} text @param {unknown} [action]
 */
export const empty = (text, action) => html`<div class="empty"><p>${text}</p>${action ?? nothing}</div>`;

/** @param {unknown} error */
export const failure = (error) =>
  html`<div class="notice error" role="alert">${error instanceof Error ? error.message : String(error)}</div>`;
