import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { ask } from "../../components/dialog.js";
import { toast } from "../../components/toast.js";
import * as counter from "../../ipc/counter.js";
import { money, period } from "../../lib/format.js";
import { showPaper } from "./show-paper.js";
import { remedy } from "./remedy.js";

/** @typedef {import("../../ipc/types/counter/receipts").ReceiptLine} ReceiptLine */

/** @param {import("../../ipc/types/counter/receipts").ReceiptView} view */
const settled = ({ line, reference, taken }) => html`
  <p class="total"><span>${line.method}</span><b>${money(line.total)}</b><span>${taken.capitals}</span>${line.void_reason ? html`<span class="tag grave">已作废</span>` : nothing}</p>
  <dl class="facts">
    <dt>日期</dt><dd>${line.date}　${line.at.slice(11, 16)}　${line.operator}</dd>
    <dt>交款人</dt><dd>${line.payer}</dd>
    ${reference ? html`<dt>交易单号</dt><dd>${reference}</dd>` : nothing}
    ${line.note ? html`<dt>备注</dt><dd>${line.note}</dd>` : nothing}
    ${line.void_reason ? html`<dt>作废原因</dt><dd>${line.void_reason}</dd>` : nothing}
  </dl>
  ${taken.homes.map((home) => html`
    <h3><a href="#/counter/${home.room}">${home.room}</a></h3>
    <ul class="settled">
      ${home.lines.map((l) => html`<li><span>${l.item}　${period(l.months)}</span><span>${money(l.amount)}</span></li>`)}
      ${home.prepaid ? html`<li><span>转为预存</span><span>${money(home.prepaid)}</span></li>` : nothing}
    </ul>`)}`;

/** Prints a receipt again; the paper says so. @param {number} number */
export const printAgain = (number) => showPaper(() => counter.print(number));

/** Voids a receipt of today. Answers whether it was voided. @param {ReceiptLine} line */
export async function voidReceipt(line) {
  const done = await askForm({
    remedy,
    title: `作废收据 ${line.number_text}`,
    text: html`${line.payer}　${line.method}　<b>${money(line.total)}</b> 元。号码保留；所缴账单恢复未缴，随它预缴的月份、收下的押金一并撤回。款项请当面退还或更正收款。`,
    fields: [{ name: "reason", label: "作废原因", required: true }],
    yes: "作废这张收据",
    grave: true,
    submit: async ({ reason }, key) => {
      await counter.voidReceipt(line.number, reason, key);
      return true;
    },
  });
  if (done) toast(`收据 ${line.number_text} 已作废`);
  return done === true;
}

/** A receipt and what it settled: print it again, void it. Answers whether it was voided. @param {string} number */
export async function openReceipt(number) {
  const view = await counter.receipt(number);
  const { line } = view;
  const next = await ask({
    title: `收据 ${line.number_text}`,
    body: () => settled(view),
    actions: (close) => html`
      ${line.void_reason ? nothing : html`<button class="button grave" @click=${() => close("void")}>作废</button>`}
      <button class="button" @click=${() => close()}>关闭 <kbd>Esc</kbd></button>
      <button class="button primary" autofocus @click=${() => close("print")}>补打 <kbd>Enter</kbd></button>`,
  });
  if (next === "print") await printAgain(line.number);
  return next === "void" ? voidReceipt(line) : false;
}
