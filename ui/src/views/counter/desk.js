import { html, nothing } from "lit";
import "../../components/search-box.js";
import "../ticket/home.js";
import { ZfElement } from "../../components/element.js";
import { empty, failure } from "../../components/states.js";
import * as counter from "../../ipc/counter.js";
import { bind } from "../../lib/keys.js";
import { go, onMove, place } from "../../lib/router.js";
import { chooseAct, openNote } from "./acts.js";
import { explain } from "./explain.js";
import { chargesPanel, headPanel, historyPanel, sidePanel } from "./household.js";
import { remember } from "./last.js";
import { openReceipt } from "./receipt.js";
import "../dunning/ladder-section.js";
import "../contact/section.js";
import { takeMoney } from "./take.js";

/** Find a home, see what it owes, take the money. */
class Desk extends ZfElement {
  static properties = { card: { state: true }, error: { state: true }, named: { state: true }, account: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/counter/card").HouseholdCard | undefined} */ this.card = undefined;
    /** @type {unknown} */ this.error = undefined;
    /** Charges the payer names. @type {Set<number>} */ this.named = new Set();
    /** The account whose charges are shown. @type {number | undefined} */ this.account = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.undo = [
      bind("F2", () => this.search()?.focus()),
      bind("F3", () => this.take()),
      bind("F4", () => go("counter", "receipts")),
      bind("F6", () => this.act()),
      bind("Escape", () => this.search()?.focus()),
      onMove(() => this.follow()),
    ];
    this.follow();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.undo?.forEach((undo) => undo());
  }

  /** @returns {any} */
  search() {
    return this.querySelector("zf-search");
  }

  /** Shows the home of the address. */
  follow() {
    const { page, rest } = place();
    if (page !== "counter") return;
    if (rest[0] && rest[0] !== this.card?.room) this.show(rest[0]);
    else if (!rest[0]) this.updateComplete.then(() => this.search()?.focus());
  }

  /** @param {string} room */
  async show(room) {
    try {
      this.card = await counter.card(room);
      this.account = this.card.account;
      remember(this.card.room);
      this.error = undefined;
    } catch (error) {
      this.card = undefined;
      this.error = error;
    }
    this.named = new Set();
  }

  /** The card again, with what is ticked left as it is. */
  async refresh() {
    if (this.card) this.card = await counter.card(this.card.room);
  }

  async take() {
    if (!this.card || document.querySelector("dialog[open]")) return;
    const account = this.account === this.card.account ? null : (this.account ?? null);
    if (await takeMoney(this.card, [...this.named], account)) await this.show(this.card.room);
    this.search()?.focus();
  }

  /** What is done beside taking money. @param {() => Promise<boolean>} [work] */
  async act(work = () => chooseAct(this.card, [...this.named])) {
    if (document.querySelector("dialog[open]")) return;
    if ((await work()) && this.card) await this.show(this.card.room);
  }

  /** @param {number} charge */
  name(charge) {
    const named = new Set(this.named);
    if (!named.delete(charge)) named.add(charge);
    this.named = named;
  }

  render() {
    return html`
      <div class="desk-head">
        <zf-search @pick=${(/** @type {CustomEvent} */ e) => { go("counter", e.detail.room); this.show(e.detail.room); }}></zf-search>
        <div class="actions">
          <button class="button primary" ?disabled=${!this.card} @click=${this.take}>收款 <kbd>F3</kbd></button>
          <button class="button" @click=${() => this.act()}>办理 <kbd>F6</kbd></button>
          <a class="button" href="#/counter/receipts">今日收据 <kbd>F4</kbd></a>
        </div>
      </div>
      ${this.error ? failure(this.error) : nothing}
      ${this.card ? this.household(this.card) : this.error ? nothing : empty("输入房号、姓名、拼音、电话后四位或车牌，按 Enter 打开住户。")}`;
  }

  /** @param {import("../../ipc/types/counter/card").HouseholdCard} card */
  household(card) {
    return html`
      ${headPanel(card)}
      <div class="columns">
        <div class="span-8 stack">
          ${chargesPanel(card, { account: this.account, named: this.named, onAccount: (a) => { this.account = a; this.named = new Set(); }, onName: (c) => this.name(c), onExplain: explain })}
          ${historyPanel(card, explain, (receipt) => this.act(() => openReceipt(String(receipt))))}
        </div>
        <div class="span-4 stack">
          ${sidePanel(card, (note) => this.act(() => openNote(note, card)))}
          <zf-contact-section .room=${card.room} .card=${card} .account=${this.account} @noted=${() => this.refresh()}></zf-contact-section>
          <zf-ladder-section .room=${card.room} .card=${card}></zf-ladder-section>
          <zf-home-tickets .room=${card.room} .card=${card}></zf-home-tickets>
        </div>
      </div>`;
  }
}
customElements.define("zf-desk", Desk);
