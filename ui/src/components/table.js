import { html, nothing } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { isComposing } from "../lib/keys.js";

/**
 * @template Row
 * @typedef {{ title: unknown, cell: (row: Row, index: number) => unknown, number?: boolean, grow?: boolean }} Column
 */

/** The heading of a column; one of buttons only is said, not shown. @param {{ title: unknown }} column */
export const heading = (column) => (column.title === "" ? html`<span class="visually-hidden">操作</span>` : column.title);

/** Arrow keys walk the rows of a list. @param {KeyboardEvent} event */
function walk(event) {
  const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  const row = /** @type {HTMLElement} */ (event.currentTarget);
  if (!step || event.target !== row) return;
  event.preventDefault();
  /** @type {HTMLElement | null} */ (/** @type {any} */ (row)[step])?.focus();
}

/**
 * A plain list; for more than a few hundred rows use `<zf-long-list>`. With `onPick` a row is chosen by click or Enter.
 * @template Row
 * @param {{ columns: Column<Row>[], rows: Row[], caption: string, onPick?: (row: Row) => void, foot?: unknown, mark?: (row: Row) => string }} what
 */
export function list({ columns, rows, caption, onPick, foot, mark }) {
  const classes = (/** @type {Column<Row>} */ c) => classMap({ number: !!c.number, grow: !!c.grow });
  /** @param {KeyboardEvent} e @param {Row} row */
  const key = (e, row) => {
    if (e.key === "Enter" && e.target === e.currentTarget && !isComposing(e)) onPick?.(row);
    else walk(e);
  };
  return html`
    <table class="list ${onPick ? "pickable" : ""}">
      <caption class="visually-hidden">${caption}</caption>
      <thead><tr>${columns.map((c) => html`<th scope="col" class=${classes(c)}>${heading(c)}</th>`)}</tr></thead>
      <tbody>
        ${rows.map(
          (row, index) => html`
            <tr class=${mark?.(row) ?? ""} tabindex=${onPick ? 0 : nothing} @click=${onPick ? () => onPick(row) : nothing} @keydown=${onPick ? (/** @type {KeyboardEvent} */ e) => key(e, row) : nothing}>
              ${columns.map((c) => html`<td class=${classes(c)}>${c.cell(row, index)}</td>`)}
            </tr>`,
        )}
      </tbody>
      ${foot ? html`<tfoot>${foot}</tfoot>` : nothing}
    </table>`;
}
