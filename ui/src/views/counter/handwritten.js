import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { ZfElement } from "../../components/element.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as app from "../../ipc/app.js";
import * as counter from "../../ipc/counter.js";
import { bind } from "../../lib/keys.js";
import { go } from "../../lib/router.js";
import { back } from "./last.js";
import { remedy } from "./remedy.js";
import { done } from "./take.js";
import { settles, tenderFields } from "./tender.js";

/** @typedef {import("../../ipc/types/counter/card").HouseholdCard} Card */

/** @param {Card} card @param {number[]} named @param {Record<string, string>} v */
const request = (card, named, v) => ({
  form: {
    homes: [{ room: card.room, amount: v.amount, designated: named, account: null }],
    method: v.method, tendered: v.tendered, reference: v.reference, payer: v.payer, note: v.note, principal_only: false,
  },
  leaf: { number: v.number, written_on: v.written_on },
});

/** 补录手写收据: the money of a receipt written by hand. @param {Card} card @param {number[]} named */
export async function enterLeaf(card, named) {
  const { today } = await app.state();
  const taken = await askForm({
    title: `补录手写收据　${card.room}　${card.owners}`,
    text: "款项记进现在的班，手写号码印在备注里；同一个手写号码不会入账两次。",
    fields: [
      { name: "number", label: "手写收据号", required: true, hint: "照本子上印的写，如 0005678" },
      { name: "written_on", label: "手写日期", kind: "date", required: true, value: today },
      { name: "amount", label: "金额（不填即全部待缴）", kind: "money" },
      ...tenderFields(),
      { name: "note", label: "备注（可不填）" },
    ],
    yes: "补录",
    beside: (v) => {
      const ready = v.number && /^\d{4}-\d{1,2}-\d{1,2}$/.test(v.written_on);
      return html`<zf-live class="quote" .remedy=${remedy} .question=${ready ? request(card, named, v) : undefined} .ask=${(/** @type {any} */ q) => counter.leafQuote(q.form, q.leaf)} .show=${settles}></zf-live>`;
    },
    submit: (v, key) => {
      const { form, leaf } = request(card, named, v);
      return counter.leafEnter(form, leaf, key);
    },
  });
  if (!taken) return false;
  await done(taken);
  return true;
}

/** The paper books: what was entered, spoiled, and is missing. */
class PaperBooks extends ZfElement {
  static properties = { books: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/counter/handwritten").BookView[] | undefined} */ this.books = undefined;
    /** @type {unknown} */ this.error = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.undo = [bind("F2", () => go("counter")), bind("Escape", back)];
    this.look();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.undo?.forEach((undo) => undo());
  }

  async look() {
    try {
      this.books = await counter.paperBooks();
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  async spoil() {
    const spoiled = await askForm({
      title: "登记写坏、遗失的一张",
      fields: [
        { name: "number", label: "手写收据号", required: true },
        { name: "reason", label: "原因", required: true, hint: "如 写错金额，三联作废订在一起" },
      ],
      yes: "登记",
      submit: async (v, key) => {
        await counter.leafSpoil(v.number, v.reason, key);
        return v.number;
      },
    });
    if (!spoiled) return;
    toast(`手写收据 ${spoiled} 已登记。`);
    this.look();
  }

  render() {
    return html`
      <div class="desk-head">
        <h2>手写收据本</h2>
        <div class="actions">
          <button class="button" @click=${this.spoil}>登记写坏、遗失的一张</button>
          <button class="button" @click=${back}>回到柜台 <kbd>Esc</kbd></button>
        </div>
      </div>
      ${this.error ? failure(this.error) : nothing}
      ${this.books?.length ? this.books.map((book) => this.book(book)) : nothing}
      ${this.books?.length === 0 ? empty("还没有补录过手写收据。停电时手写的，来电后在柜台打开住户，按 F6 选“补录手写收据”。") : nothing}`;
  }

  /** @param {import("../../ipc/types/counter/handwritten").BookView} book */
  book(book) {
    return html`
      <section class="panel">
        <header><h2>${book.series ? `${book.series} 字` : "无字头"}</h2>
          ${book.gaps.length ? html`<span class="warn">缺号：${book.gaps.join("、")}。请补录，或登记写坏、遗失。</span>` : html`<span class="muted">没有缺号</span>`}</header>
        ${list({
          caption: "手写收据",
          columns: [
            { title: "手写收据号", cell: (l) => l.number },
            { title: "手写日期", cell: (l) => l.written_on },
            { title: "登记日期", cell: (l) => l.entered },
            { title: "登记人", cell: (l) => l.operator },
            { title: "收据", cell: (l) => l.receipt },
            { title: "情况", grow: true, cell: (l) => l.state },
          ],
          rows: book.leaves,
        })}
      </section>`;
  }
}
customElements.define("zf-paper-books", PaperBooks);
