import { html } from "lit";
import { openShift } from "../day/shift.js";

/**
 * A refusal of money, and what helps when it is refused because no shift is open: opens one and asks again.
 * @param {string} code @param {() => void} again @param {string} message
 */
export function remedy(code, again, message) {
  if (code !== "no-open-shift") return message;
  const open = async (/** @type {any} */ event) => {
    const form = event.target.closest("form");
    if (!(await openShift())) return;
    again();
    form?.querySelector("input:not([type=radio])")?.focus();
  };
  return html`还没有开班，不能收付款。清点备用金、开班以后接着办，填好的都在。<button type="button" class="button" @click=${open}>现在开班</button>`;
}
