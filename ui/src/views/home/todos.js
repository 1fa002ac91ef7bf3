import { html, nothing } from "lit";
import { money } from "../../lib/format.js";

/** @typedef {import("../../ipc/types/home").TodoView} Todo */

/** Where each is done. @type {Record<string, string>} */
const WHERE = {
  "shift-not-closed": "#/day/shift",
  "shift-not-open": "#/day/shift",
  "shift-to-acknowledge": "#/day/shift",
  "promise-due": "#/dunning/calendar",
  "promise-broken": "#/dunning/calendar",
  "instalment-due": "#/dunning/calendar",
  "instalment-missed": "#/dunning/calendar",
  "form-waiting": "#/day/forms",
  "not-charged": "#/billing",
  "reading-missing": "#/billing/readings",
  "month-not-closed": "#/day/period",
  "disclosure-due": "#/disclosure",
  "backup-old": "#/settings/backup",
};
/** Of these there is one; a count would say nothing. */
const SINGLE = ["shift-not-open", "not-charged", "disclosure-due", "backup-old"];

/** @param {Todo} todo */
const line = (todo) => html`
  <li>
    <a href=${WHERE[todo.kind] ?? "#/home"}>
      <b>${SINGLE.includes(todo.kind) ? "•" : todo.count}</b>
      <span>${todo.label}${todo.detail ? html`<small>${todo.detail}</small>` : nothing}</span>
      ${todo.amount > 0 ? html`<span class="number">${money(todo.amount)}</span>` : nothing}
    </a>
    ${todo.rooms.length ? html`<div class="rooms">${todo.rooms.map((room) => html`<a href="#/counter/${room}">${room}</a>`)}${todo.count > todo.rooms.length ? html`<span class="muted">等</span>` : nothing}</div>` : nothing}
  </li>`;

/** What waits today. @param {Todo[]} waiting */
export const todos = (waiting) => html`
  <header><h2>今日待办</h2></header>
  ${waiting.length ? html`<ul class="todos">${waiting.map(line)}</ul>` : html`<p class="muted">没有等着办的事。</p>`}`;
