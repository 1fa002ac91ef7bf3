import { html, nothing, render } from "lit";
import "../../components/search-box.js";
import * as counter from "../../ipc/counter.js";
import { intention } from "../../ipc/index.js";
import { money } from "../../lib/format.js";
import { isComposing } from "../../lib/keys.js";
import { METHODS, done, methodKeys } from "./take.js";
import { settles } from "./tender.js";

/** @typedef {import("../../ipc/types/counter/receipts").Taken} Taken */
/** @typedef {{ room: string, owners: string, amount: string }} Row */

/** Several homes on one receipt: what was typed, and what it would settle. */
class Several {
  /** @param {{ room: string, owners: string } | undefined} first */
  constructor(first) {
    /** @type {Row[]} */ this.rows = first ? [{ room: first.room, owners: first.owners, amount: "" }] : [];
    this.typed = { method: "cash", tendered: "", reference: "", payer: "", note: "", principal_only: false };
    this.key = intention();
    this.asked = 0;
    /** @type {Taken | undefined} */ this.quote = undefined;
    this.error = "";
  }

  form() {
    return { ...this.typed, homes: this.rows.map((row) => ({ room: row.room, amount: row.amount, designated: [], account: null })) };
  }

  /** @param {{ room: string, owners: string }} hit */
  add(hit) {
    if (this.rows.some((row) => row.room === hit.room)) this.error = `${hit.room} 已经在这张收据上。`;
    else this.rows.push({ room: hit.room, owners: hit.owners, amount: "" });
  }

  /** Only the answer to the last question counts. */
  async ask() {
    const mine = ++this.asked;
    /** @type {Taken | undefined} */ let quote;
    let error = "";
    try {
      if (this.rows.length) quote = await counter.quote(this.form());
    } catch (refused) {
      error = /** @type {Error} */ (refused).message;
    }
    if (mine === this.asked) [this.quote, this.error] = [quote, error];
    return mine === this.asked;
  }
}

/** @param {Several} several @param {{ set: (field: string, value: string) => void, amount: (row: Row, value: string) => void, remove: (row: Row) => void }} on */
function homes({ rows, quote }, { amount, remove }) {
  if (!rows.length) return html`<p class="muted">在上面找到要一起缴的住户，按 Enter 加进来。</p>`;
  return html`
    <table class="list">
      <caption class="visually-hidden">这张收据上的住户</caption>
      <thead><tr><th scope="col">房号</th><th scope="col" class="grow">业主</th><th scope="col" class="number">收多少（不填即全部）</th><th scope="col" class="number">本次收（元）</th><th scope="col" class="number">缴后尚欠（元）</th><th></th></tr></thead>
      <tbody>${rows.map((row) => {
        const taken = quote?.homes.find((h) => h.room === row.room);
        return html`<tr>
          <td>${row.room}</td><td class="grow">${row.owners}</td>
          <td class="number"><input class="plain money" inputmode="decimal" autocomplete="off" aria-label="${row.room} 收多少" .value=${row.amount} @input=${(/** @type {any} */ e) => amount(row, e.target.value)} /></td>
          <td class="number">${taken ? money(taken.received) : ""}</td><td class="number">${taken ? money(taken.left_open) : ""}</td>
          <td><button type="button" class="link" @click=${() => remove(row)}>去掉</button></td></tr>`;
      })}</tbody>
    </table>`;
}

/** @param {Several} several @param {any} on */
function body(several, on) {
  const { typed, error, quote } = several;
  const input = (/** @type {string} */ field) => (/** @type {any} */ e) => on.set(field, e.target.value);
  return html`
    <header><h2>几户合开一张收据</h2></header>
    <form class="body form" @submit=${on.submit} novalidate>
      <zf-search></zf-search>
      ${homes(several, on)}
      <fieldset class="methods">
        <legend class="visually-hidden">收款方式</legend>
        ${METHODS.map((m, i) => html`<label class="chip ${typed.method === m.code ? "on" : ""}"><input type="radio" tabindex="-1" name="method" .checked=${typed.method === m.code} @change=${() => on.set("method", m.code)} />${m.name} <kbd>Alt+${i + 1}</kbd></label>`)}
      </fieldset>
      <div class="row">
        ${typed.method === "cash"
          ? html`<label class="field"><span>实收现金（找零用，可不填）</span><input class="money" name="tendered" inputmode="decimal" autocomplete="off" .value=${typed.tendered} @input=${input("tendered")} /></label>`
          : html`<label class="field"><span>交易单号（可不填）</span><input name="reference" autocomplete="off" .value=${typed.reference} @input=${input("reference")} /></label>`}
        <label class="field"><span>交款人（不填即第一户业主）</span><input name="payer" autocomplete="off" .value=${typed.payer} @input=${input("payer")} /></label>
      </div>
      ${error ? html`<p class="notice error" role="alert">${error}</p>` : quote ? html`<div class="quote" aria-live="polite">${settles(quote)}<p class="muted">${quote.capitals}</p></div>` : nothing}
      <footer><button type="button" class="button" @click=${on.back}>返回 <kbd>Esc</kbd></button>
        <button class="button primary" ?disabled=${!quote || !!error}>收款并开收据 <kbd>Ctrl+Enter</kbd></button></footer>
    </form>`;
}

/**
 * Takes money for several homes on one receipt. Answers whether money was taken.
 * @param {{ room: string, owners: string } | undefined} first
 * @returns {Promise<boolean>}
 */
export async function takeSeveral(first) {
  const taken = await dialogFor(new Several(first));
  if (!taken) return false;
  await done(taken);
  return true;
}

/** @param {Several} several @returns {Promise<Taken | undefined>} */
function dialogFor(several) {
  return new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.className = "wide";
    dialog.setAttribute("aria-label", "几户合开一张收据");
    /** @type {Taken | undefined} */ let taken;
    let busy = false;
    const draw = () => render(body(several, on), dialog);
    const changed = async () => {
      draw();
      if (await several.ask()) draw();
    };
    const on = {
      set: (/** @type {string} */ field, /** @type {string} */ value) => { Object.assign(several.typed, { [field]: value }); changed(); },
      amount: (/** @type {Row} */ row, /** @type {string} */ value) => { row.amount = value; changed(); },
      remove: (/** @type {Row} */ row) => { several.rows = several.rows.filter((r) => r !== row); changed(); },
      back: () => dialog.close(),
      submit: async (/** @type {Event} */ event) => {
        event.preventDefault();
        if (busy || !several.rows.length) return;
        busy = true;
        try {
          taken = await counter.take(several.form(), several.key);
          dialog.close();
        } catch (refused) {
          several.error = /** @type {Error} */ (refused).message;
          draw();
        }
        busy = false;
      },
    };
    methodKeys(dialog, (code) => on.set("method", code));
    dialog.addEventListener("pick", (event) => {
      event.stopPropagation();
      several.add(/** @type {CustomEvent} */ (event).detail);
      changed();
      /** @type {any} */ (dialog.querySelector("zf-search"))?.clear();
    });
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || isComposing(event) || /** @type {HTMLElement} */ (event.target).tagName === "BUTTON") return;
      event.preventDefault();
      if (event.ctrlKey) on.submit(event);
    });
    let warned = false;
    dialog.addEventListener("cancel", (event) => {
      if (warned || several.rows.length < 2) return;
      event.preventDefault();
      [warned, several.error] = [true, "这几户还没有收款。再按一次 Esc 就放弃。"];
      draw();
    });
    dialog.addEventListener("close", () => { dialog.remove(); resolve(taken); });
    draw();
    document.body.append(dialog);
    dialog.showModal();
    /** @type {any} */ (dialog.querySelector("zf-search"))?.updateComplete.then(() => /** @type {any} */ (dialog.querySelector("zf-search"))?.focus());
    changed();
  });
}
