import { html, nothing } from "lit";
import { money } from "../../lib/format.js";

/** @typedef {import("../../ipc/types/disclosure").Totals} Totals */
/** @typedef {import("../../ipc/types/disclosure").PostedLine} Line */

/** @param {string} label @param {number} fen @param {string} [percent] */
const row = (label, fen, percent = "") => html`<tr><td class="grow">${label}</td><td class="number muted">${percent ? `${percent}%` : nothing}</td><td class="number">${money(fen)}</td></tr>`;
/** @param {string} label @param {number} fen */
const sum = (label, fen) => html`<tr class="sum"><td class="grow" colspan="2">${label}</td><td class="number">${money(fen)}</td></tr>`;
/** @param {string} label */
const head = (label) => html`<tr><th scope="rowgroup" colspan="3">${label}</th></tr>`;
/** @param {Line[]} lines */
const rows = (lines) => lines.map((l) => row(l.label, l.amount, l.percent));

/** What the month comes to, as it will be posted. @param {Totals} t */
export const statement = (t) => html`
  <table class="list statement">
    <caption class="visually-hidden">收支表，单位元</caption>
    <tbody>${head("收入（元）")}${rows(t.income)}${sum("收入合计", t.income_total)}</tbody>
    <tbody>${head("支出（元）")}${rows(t.expense)}${sum("支出合计", t.expense_total)}</tbody>
    <tbody>${sum("本月收支差额", t.balance)}${row("年初至上月差额累计", t.balance_before)}${t.newly_prepaid ? row("另：本月新收预缴，未到期不算收入", t.newly_prepaid) : nothing}</tbody>
    <tbody>${head("公共收益（元），单独列账")}${row("期初", t.common_opening)}${rows(t.common_income)}${t.common_cost ? row("减：合理成本", t.common_cost) : nothing}${t.common_uses.map((l) => row(`减：${l.label}`, l.amount))}${sum("期末", t.common_closing)}</tbody>
  </table>`;
