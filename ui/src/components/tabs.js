import { html } from "lit";
import { go, place } from "../lib/router.js";

/** @typedef {{ tab: string, name: string, view: () => unknown }} Tab */

/**
 * The parts of a page, each with an address of its own (`#/billing/runs`). Ctrl+PageUp and Ctrl+PageDown walk them.
 * @param {string} page @param {Tab[]} tabs
 */
export function tabs(page, tabs) {
  const here = tabs.find((t) => t.tab === place().rest[0]) ?? tabs[0];
  return html`
    <nav class="tabs" aria-label="分页">
      ${tabs.map((t) => html`<a href="#/${page}/${t.tab}" aria-current=${t === here ? "page" : "false"}>${t.name}</a>`)}
    </nav>
    ${here.view()}`;
}

/** @param {string} page @param {Tab[]} tabs @param {1 | -1} step */
export function walkTabs(page, tabs, step) {
  const at = tabs.findIndex((t) => t.tab === place().rest[0]);
  go(page, tabs[(Math.max(at, 0) + step + tabs.length) % tabs.length].tab);
}
