import { html, nothing } from "lit";
import { openShift } from "../day/shift.js";

/**
 * What helps when money is refused because no shift is open: opens one and asks again.
 * @param {string} code @param {() => void} again
 */
export function remedy(code, again) {
  if (code !== "no-open-shift") return nothing;
  const open = async (/** @type {any} */ event) => {
    const form = event.target.closest("form");
    if (!(await openShift())) return;
    again();
    form?.querySelector("input:not([type=radio])")?.focus();
  };
  return html` <button type="button" class="button" @click=${open}>现在开班</button>`;
}
