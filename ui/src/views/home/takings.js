import { html } from "lit";
import { list } from "../../components/table.js";
import { money } from "../../lib/format.js";

/** @typedef {import("../../ipc/types/home").TakingsView} Day */

/** @param {number} fen */
const amount = (fen) => (fen === 0 ? html`<span class="muted">—</span>` : money(fen));

/** Yesterday's and today's money, by how it came. @param {Day} yesterday @param {Day} today */
export function takings(yesterday, today) {
  const rows = today.by_method
    .map((now, i) => ({ method: now.method, now: now.received, before: yesterday.by_method[i].received }))
    .filter((row) => row.now || row.before);
  const back = today.refunded || yesterday.refunded;
  return html`
    <header><h2>收款</h2><div class="actions"><a class="link small" href="#/counter/receipts">当日收据</a></div></header>
    ${rows.length || back
      ? list({
          caption: "昨天和今天的收款，按方式，单位元",
          columns: [
            { title: "方式", cell: (r) => r.method, grow: true },
            { title: "昨天（元）", number: true, cell: (r) => amount(r.before) },
            { title: "今天（元）", number: true, cell: (r) => amount(r.now) },
          ],
          rows: back ? [...rows, { method: "退款", now: -today.refunded, before: -yesterday.refunded }] : rows,
          foot: html`<tr><td>收款合计</td><td class="number">${money(yesterday.received)}</td><td class="number">${money(today.received)}</td></tr>`,
        })
      : html`<p class="muted">昨天和今天都没有收款。</p>`}`;
}
