import { html, nothing } from "lit";
import "../../components/phones.js";
import { empty } from "../../components/states.js";
import { list } from "../../components/table.js";
import { money, period } from "../../lib/format.js";

/** @typedef {import("../../ipc/types/counter/card").HouseholdCard} Card */

/** @param {Card} card */
export function headPanel(card) {
  const facts = [card.use_kind, card.area && `${card.area} m²`, card.status, card.handover && `${card.handover} 交付`].filter(Boolean);
  return html`
    <section class="panel household" aria-label="住户">
      <div class="who">
        <h2>${card.room}</h2>
        <b>${card.owners || "未登记业主"}</b>
        <zf-phones .room=${card.room} .masked=${card.phones}></zf-phones>
        <span class="muted">${facts.join("　")}</span>
        ${card.spaces.length ? html`<span class="muted">车位 ${card.spaces.join("、")}</span>` : nothing}
      </div>
      <div class="figures">
        <div class="figure"><span>待缴</span><b>${money(card.open)}</b></div>
        <div class="figure"><span>其中已逾期</span><b class=${card.overdue ? "danger" : ""}>${money(card.overdue)}</b></div>
        <div class="figure"><span>预存</span><b>${money(card.prepaid)}</b></div>
        ${card.late_charge ? html`<div class="figure"><span>违约金备查</span><b>${money(card.late_charge)}</b></div>` : nothing}
      </div>
    </section>`;
}

/**
 * @param {Card} card
 * @param {{ account: number | undefined, named: Set<number>, onAccount: (account: number) => void, onName: (charge: number) => void, onExplain: (charge: number) => void }} on
 */
export function chargesPanel(card, { account, named, onAccount, onName, onExplain }) {
  const charges = card.charges.filter((c) => c.account === account);
  const sum = card.accounts.find((a) => a.account === account)?.open ?? 0;
  const late = charges.some((c) => c.late_charge);
  return html`
    <section class="panel" aria-label="待缴账单">
      <header>
        <h2>待缴账单</h2>
        ${card.accounts.length > 1
          ? html`<div class="chips" role="group" aria-label="账户">${card.accounts.map((a) => html`
              <button class="chip" aria-pressed=${a.account === account} title=${a.days} @click=${() => onAccount(a.account)}>${a.standing} ${a.owner}${a.open ? ` ${money(a.open)}` : ""}</button>`)}</div>`
          : nothing}
        <span class="muted">勾选即为业主指定缴纳的账单</span>
      </header>
      ${charges.length
        ? list({
            caption: "待缴账单",
            columns: [
              { title: html`<span class="visually-hidden">指定</span>`, cell: (c) => html`<input type="checkbox" aria-label="指定 ${c.item} ${period(c.months)}" .checked=${named.has(c.charge)} @change=${() => onName(c.charge)} />` },
              { title: "项目", cell: (c) => html`${c.item}${c.remark ? html` <span class="tag">${c.remark}</span>` : nothing}` },
              { title: "期间", cell: (c) => period(c.months) },
              { title: "应缴日", cell: (c) => c.due },
              { title: "逾期", number: true, cell: (c) => (c.days_overdue > 0 ? html`<span class="danger">${c.days_overdue} 天</span>` : "—") },
              ...(late ? [{ title: "违约金备查", number: true, cell: (/** @type {any} */ c) => (c.late_charge ? money(c.late_charge) : "—") }] : []),
              { title: "待缴（元）", number: true, cell: (c) => money(c.open) },
              { title: html`<span class="visually-hidden">说明</span>`, cell: (c) => html`<button class="link" @click=${() => onExplain(c.charge)}>为什么</button>` },
            ],
            rows: charges,
            foot: html`<tr><td></td><td colspan=${late ? 5 : 4}>合计 ${charges.length} 笔</td><td class="number">${money(sum)}</td><td></td></tr>`,
          })
        : empty("没有待缴账单。")}
      ${card.late_basis.length ? html`<p class="muted small">违约金只是备查，未主张前不计入待缴：${card.late_basis.join("；")}</p>` : nothing}
    </section>`;
}

/** @param {Card} card @param {(charge: number) => void} onExplain @param {(receipt: number) => void} onReceipt */
export function historyPanel(card, onExplain, onReceipt) {
  return html`
    <section class="panel" aria-label="往来">
      <header><h2>往来</h2><span class="muted">最近的在上</span></header>
      ${card.history.length
        ? html`<div class="scroll">${list({
            caption: "往来",
            columns: [
              { title: "日期", cell: (h) => h.date },
              { title: "事项", grow: true, cell: (h) => (h.charge ? html`<button class="link plain" @click=${() => onExplain(/** @type {number} */ (h.charge))}>${h.what}</button>` : h.receipt ? html`<button class="link plain" @click=${() => onReceipt(/** @type {number} */ (h.receipt))}>${h.what}</button>` : h.what) },
              { title: "增减（元）", number: true, cell: (h) => money(h.amount) },
              { title: "余额（元）", number: true, cell: (h) => money(h.balance) },
            ],
            rows: card.history,
          })}</div>`
        : empty("还没有往来。")}
    </section>`;
}

const KINDS = { deposit: "押金", promise: "承诺", agreement: "分期协议", form: "审批单", concession: "优惠" };

/** Notes that open something. */
const OPENS = ["deposit", "agreement", "form"];

/** @param {Card} card @param {(note: import("../../ipc/types/counter/card").CardNote) => void} onOpen */
export function sidePanel(card, onOpen) {
  return html`
    <section class="panel" aria-label="办理中">
      <header><h2>办理中</h2></header>
      ${card.notes.length
        ? html`<ul class="notes">${card.notes.map((n) => html`
            <li><span class="tag">${/** @type {any} */ (KINDS)[n.kind] ?? n.kind}</span>${OPENS.includes(n.kind) ? html`<button class="link plain" @click=${() => onOpen(n)}>${n.text}</button>` : html`<span>${n.text}</span>`}<span class="muted">${n.state}</span>${n.amount ? html`<b class="number">${money(n.amount)}</b>` : html`<b></b>`}</li>`)}</ul>`
        : html`<p class="muted">没有押金、承诺、分期协议或待办的审批单。</p>`}
    </section>`;
}
