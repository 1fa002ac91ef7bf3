import { html, nothing, render } from "lit";
import { showPapers } from "../../components/paper.js";
import { toast } from "../../components/toast.js";
import * as counter from "../../ipc/counter.js";
import { intention } from "../../ipc/index.js";
import { money, period } from "../../lib/format.js";
import { enterMovesOn } from "../../lib/keys.js";
import { remedy } from "./remedy.js";

export const METHODS = [
  { code: "cash", name: "现金" },
  { code: "wechat", name: "微信" },
  { code: "alipay", name: "支付宝" },
  { code: "pos", name: "刷卡" },
  { code: "transfer", name: "银行转账" },
];

/** @typedef {import("../../ipc/types/counter/receipts").Taken} Taken */

/** Money taken for one home: what was typed, and what it would settle. */
class Taking {
  /** @param {import("../../ipc/types/counter/card").HouseholdCard} card @param {number[]} designated @param {number | null} account */
  constructor(card, designated, account) {
    this.card = card;
    this.typed = { method: "cash", tendered: "", reference: "", payer: "", note: "", principal_only: false };
    this.home = { room: card.room, amount: "", designated, account };
    // One key for one intention: a double Enter is the same receipt.
    this.key = intention();
    this.asked = 0;
    /** @type {Taken | undefined} */ this.quote = undefined;
    this.error = "";
    this.code = "";
  }

  form() {
    return { ...this.typed, homes: [this.home] };
  }

  /** Asks what the money would settle; only the answer to the last question counts. */
  async ask() {
    const mine = ++this.asked;
    let quote, error = "", code = "";
    try {
      quote = await counter.quote(this.form());
    } catch (refused) {
      error = /** @type {Error} */ (refused).message;
      code = /** @type {any} */ (refused).code ?? "";
    }
    if (mine === this.asked) [this.quote, this.error, this.code] = [quote, error, code];
    return mine === this.asked;
  }
}

/** @param {Taken} quote */
const settled = (quote) => html`
  <div class="quote" aria-live="polite">
    <p class="total"><span>应收</span><b>${money(quote.total)}</b><span>${quote.capitals}</span>${quote.change ? html`<span>找零</span><b class="change">${money(quote.change)}</b>` : nothing}</p>
    ${quote.homes.map((home) => html`
      <ul>${home.lines.map((l) => html`<li><span>${l.item}　${period(l.months)}</span><span>${money(l.amount)}</span></li>`)}
        ${home.prepaid ? html`<li class="prepaid"><span>多出的转为预存</span><span>${money(home.prepaid)}</span></li>` : nothing}</ul>
      <p class="muted">缴后尚欠 ${money(home.left_open)} 元</p>`)}
  </div>`;

/**
 * @param {Taking} taking
 * @param {{ set: (field: string, value: string | boolean) => void, submit: (event: Event) => void, back: () => void, again: () => void }} on
 */
function body(taking, { set, submit, back, again }) {
  const { card, typed, home, error, quote } = taking;
  const input = (/** @type {string} */ field) => (/** @type {any} */ e) => set(field, e.target.value);
  const cash = typed.method === "cash";
  return html`
    <header><h2>收款　${card.room}　${card.owners}</h2>${home.designated.length ? html`<span class="tag">业主指定 ${home.designated.length} 笔</span>` : nothing}</header>
    <form class="body form take" @submit=${submit} novalidate>
      <fieldset class="methods">
        <legend class="visually-hidden">收款方式</legend>
        ${METHODS.map((m, i) => html`<label class="chip ${typed.method === m.code ? "on" : ""}"><input type="radio" tabindex="-1" name="method" .checked=${typed.method === m.code} @change=${() => set("method", m.code)} />${m.name} <kbd>Alt+${i + 1}</kbd></label>`)}
      </fieldset>
      <div class="row">
        <label class="field"><span>收款金额（不填即全部待缴）</span>
          <input class="money" name="amount" inputmode="decimal" autocomplete="off" .value=${home.amount} @input=${input("amount")} /></label>
        ${cash
          ? html`<label class="field"><span>实收现金（找零用，可不填）</span><input class="money" name="tendered" inputmode="decimal" autocomplete="off" .value=${typed.tendered} @input=${input("tendered")} /></label>`
          : html`<label class="field"><span>交易单号（可不填）</span><input name="reference" autocomplete="off" .value=${typed.reference} @input=${input("reference")} /></label>`}
      </div>
      <details><summary>交款人、备注、只缴本金</summary>
        <div class="row">
          <label class="field"><span>交款人（不填即业主）</span><input name="payer" autocomplete="off" .value=${typed.payer} @input=${input("payer")} /></label>
          <label class="field"><span>备注</span><input name="note" autocomplete="off" .value=${typed.note} @input=${input("note")} /></label>
          <label class="field check"><span>只缴本金，违约金和费用另计</span><input type="checkbox" .checked=${typed.principal_only} @change=${(/** @type {any} */ e) => set("principal_only", e.target.checked)} /></label>
        </div>
      </details>
      ${error ? html`<p class="notice error" role="alert">${remedy(taking.code, again, error)}</p>` : quote ? settled(quote) : html`<div class="quote"></div>`}
      <footer><button type="button" class="button" @click=${back}>返回 <kbd>Esc</kbd></button>
        <button class="button primary" ?disabled=${!!error}>收款并开收据 <kbd>Enter</kbd></button></footer>
    </form>`;
}

/** Alt+digit chooses the method wherever the focus is. @param {HTMLDialogElement} dialog @param {(code: string) => void} choose */
export function methodKeys(dialog, choose) {
  dialog.addEventListener("keydown", (event) => {
    const method = event.altKey && METHODS[Number(event.key) - 1];
    if (!method) return;
    event.preventDefault();
    event.stopPropagation();
    choose(method.code);
  });
}

/**
 * Takes money for a home; then the receipt can be printed. Answers whether money was taken.
 * @param {import("../../ipc/types/counter/card").HouseholdCard} card @param {number[]} designated @param {number | null} account
 * @returns {Promise<boolean>}
 */
export async function takeMoney(card, designated, account) {
  const taken = await dialogFor(new Taking(card, designated, account));
  if (!taken) return false;
  await done(taken);
  return true;
}

/** @param {Taking} taking @returns {Promise<Taken | undefined>} */
function dialogFor(taking) {
  return new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.setAttribute("aria-label", `收款 ${taking.card.room}`);
    /** @type {Taken | undefined} */ let taken;
    let busy = false;
    const draw = () => render(body(taking, { set, submit, back: () => dialog.close(), again: () => taking.ask().then(draw) }), dialog);
    const set = async (/** @type {string} */ field, /** @type {string | boolean} */ value) => {
      Object.assign(field === "amount" ? taking.home : taking.typed, { [field]: value });
      draw();
      if (await taking.ask()) draw();
    };
    const submit = async (/** @type {Event} */ event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      try {
        taken = await counter.take(taking.form(), taking.key);
        dialog.close();
      } catch (refused) {
        taking.error = /** @type {Error} */ (refused).message;
        draw();
      }
      busy = false;
    };
    methodKeys(dialog, (code) => set("method", code));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(taken);
    });
    draw();
    document.body.append(dialog);
    enterMovesOn(/** @type {HTMLFormElement} */ (dialog.querySelector("form")));
    dialog.showModal();
    /** @type {HTMLInputElement | null} */ (dialog.querySelector("[name=amount]"))?.focus();
    taking.ask().then(draw);
  });
}

/** The receipt is booked: what to hand back, and its paper. @param {Taken} taken @returns {Promise<void>} */
export function done(taken) {
  return new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.setAttribute("aria-label", `收据 ${taken.number_text}`);
    const print = async () => {
      dialog.close();
      try {
        await showPapers([await counter.print(taken.number)]);
      } catch (refused) {
        toast(/** @type {Error} */ (refused).message);
      }
      resolve();
    };
    const leave = () => {
      dialog.close();
      resolve();
    };
    render(
      html`
        <header><h2>已收款　收据 ${taken.number_text}</h2></header>
        <div class="body done">
          <p class="total"><span>实收</span><b>${money(taken.total)}</b><span>${taken.capitals}</span></p>
          ${taken.change ? html`<p class="total"><span>找零</span><b class="change">${money(taken.change)}</b></p>` : nothing}
        </div>
        <footer>
          <button class="button" @click=${leave}>不打印 <kbd>Esc</kbd></button>
          <button class="button primary" autofocus @click=${print}>打印收据 <kbd>Enter</kbd></button>
        </footer>`,
      dialog,
    );
    dialog.addEventListener("cancel", leave);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  });
}
