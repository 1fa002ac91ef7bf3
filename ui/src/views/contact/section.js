import { html, nothing } from "lit";
import { ask } from "../../components/dialog.js";
import { ZfElement } from "../../components/element.js";
import { failure } from "../../components/states.js";
import { toast } from "../../components/toast.js";
import * as contact from "../../ipc/contact.js";
import { bind } from "../../lib/keys.js";
import { newTicket } from "../ticket/intake.js";
import { confirm, gradeMark, noteDelivery, reasoned, takeBack } from "./deliver.js";
import { agreeTerms, noteContact } from "./note.js";
import { pictureLinks } from "./pictures.js";

/** @typedef {import("../../ipc/types/contact/calls").FileView} FileView */
/** @typedef {import("../../ipc/types/contact/calls").ContactView} Contact */
/** @typedef {import("../../ipc/types/contact/deliveries").DeliveryView} Delivery */

/** @param {Contact} c */
const takeBackContact = (c) => reasoned({
  title: `作废联系记录　${c.at}`,
  text: "作废后不再计入联系次数；记录保留，注明作废。",
  label: "原因",
  yes: "作废",
  grave: true,
  act: (reason, key) => contact.voidContact(c.contact, reason, key),
});

/** @param {Contact} c @param {(act: () => Promise<boolean>) => void} act */
const contactItem = (c, act) => html`
  <li class=${c.void ? "void" : ""}>
    <span class="muted">${c.at}　${c.way}</span><b>${c.outcome}</b>
    ${c.next ? html`<span class="muted">下次 ${c.next}</span>` : nothing}
    ${c.wish ? html`<q>${c.wish}</q>` : nothing}
    ${[c.reason !== "未明" && c.reason, c.note, c.over_cap && `经理理由：${c.over_cap}`, c.void && `作废：${c.void}`].filter(Boolean).map((t) => html`<small class="muted">${t}</small>`)}
    <span class="row-actions">${pictureLinks(c.pictures)}<small class="muted">${c.operator}</small>${c.void ? nothing : html`<button class="link" @click=${() => act(() => takeBackContact(c))}>作废</button>`}</span>
  </li>`;

/** @param {Delivery} d @param {(act: () => Promise<boolean>) => void} act */
export const deliveryItem = (d, act) => html`
  <li class=${d.void ? "void" : ""}>
    <span class="muted">${d.at}　${d.letter}</span><b>${d.way}</b>${gradeMark(d.grade)}
    ${[d.signer && `签收 ${d.signer}`, d.evidence, d.review].filter(Boolean).map((t) => html`<small class="muted">${t}</small>`)}
    <span class="row-actions">${pictureLinks(d.pictures)}<small class="muted">${d.operator}</small>${d.to_confirm ? html`<button class="link" @click=${() => act(() => confirm(d))}>经理确认</button>` : nothing}${d.void ? nothing : html`<button class="link" @click=${() => act(() => takeBack(d))}>作废</button>`}</span>
  </li>`;

/** 联系: on the card of a household. `F9` notes a contact. */
class ContactSection extends ZfElement {
  static properties = { room: {}, card: { attribute: false }, account: {}, file: { state: true }, error: { state: true } };

  constructor() {
    super();
    this.room = "";
    /** The card it stands on; a new one says that something was done. @type {unknown} */ this.card = undefined;
    /** @type {number | undefined} */ this.account = undefined;
    /** @type {FileView | undefined} */ this.file = undefined;
    /** @type {unknown} */ this.error = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.undo = [bind("F9", () => this.note()), bind("Ctrl+F9", () => this.deliver())];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.undo?.forEach((undo) => undo());
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if ((changed.has("room") || changed.has("card")) || changed.has("account")) this.load();
  }

  async load() {
    const { room, account } = this;
    if (!room) return;
    try {
      const file = await contact.file(room, account ?? null);
      if (room === this.room && account === this.account) [this.file, this.error] = [file, undefined];
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {() => Promise<boolean>} act */
  async act(act) {
    try {
      if (!(await act())) return;
      await this.load();
      this.dispatchEvent(new CustomEvent("noted", { bubbles: true }));
    } catch (refused) {
      toast(/** @type {Error} */ (refused).message);
    }
  }

  note() {
    return this.act(async () => {
      const outcome = await noteContact(this.room, this.account ?? null);
      if (outcome === "service" || outcome === "dispute") await newTicket(this.room);
      return outcome !== undefined;
    });
  }

  deliver() {
    return this.act(() => noteDelivery(this.room));
  }

  all() {
    const file = this.file;
    if (!file) return;
    ask({
      title: `联系与送达　${file.room}　${file.owner}`,
      body: (close) => {
        const act = (/** @type {() => Promise<boolean>} */ what) => { close(); this.act(what); };
        return html`<div class="contact-all">
          <section><h3>联系 ${file.contacts.length} 次</h3><ul class="contacts">${file.contacts.map((c) => contactItem(c, act))}</ul></section>
          <section><h3>送达 ${file.deliveries.length} 次</h3><ul class="contacts">${file.deliveries.map((d) => deliveryItem(d, act))}</ul></section></div>`;
      },
    });
  }

  render() {
    const file = this.file;
    if (this.error) return failure(this.error);
    if (!file || file.room !== this.room) return nothing;
    const act = (/** @type {() => Promise<boolean>} */ what) => this.act(what);
    const phone = file.moments.find((m) => m.channel === "phone");
    const waiting = file.letters.filter((l) => l.state !== "delivered");
    return html`
      <section class="panel" aria-label="联系">
        <header><h2>联系</h2><span class="row-actions"><button class="button" @click=${this.note}>记联系 <kbd>F9</kbd></button><button class="button" @click=${this.deliver}>登记送达 <kbd>Ctrl+F9</kbd></button></span></header>
        ${file.for_the_manager ? html`<p class="notice warn">承诺连续没有兑现，请由经理沟通。</p>` : nothing}
        <p class="muted small">${phone?.held ? `现在不宜打电话：${phone.held}${phone.next ? `，最早 ${phone.next}` : ""}` : "现在可以打电话"}${file.reason_label ? `　原因：${file.reason_label}` : ""}${file.kept + file.broken + file.open ? `　承诺：兑现 ${file.kept}、未兑现 ${file.broken}、未到期 ${file.open}` : ""}</p>
        ${waiting.length ? html`<p class="small">${waiting.length} 份催缴文书待送达：${waiting.slice(0, 2).map((l) => html`<button class="link plain" @click=${() => act(() => noteDelivery(file.room, l.number))}>${l.what} ${l.on}（${l.label}）</button> `)}</p>` : nothing}
        ${file.contacts.length ? html`<ul class="contacts">${file.contacts.slice(0, 3).map((c) => contactItem(c, act))}</ul>` : html`<p class="muted">还没有联系记录。打电话、上门、业主来访后按 <kbd>F9</kbd> 记下。</p>`}
        <p class="row-actions"><button class="link" @click=${() => act(() => agreeTerms(file))}>${file.source ? "改联系约定" : "登记联系约定"}</button>${file.source ? html`<small class="muted">${[file.number, file.address, file.hours].filter(Boolean).join("　")}（${file.source}）</small>` : nothing}
          ${file.contacts.length > 3 || file.deliveries.length ? html`<button class="link" @click=${this.all}>全部 ${file.contacts.length} 次联系、${file.deliveries.length} 次送达</button>` : nothing}</p>
      </section>`;
  }
}
customElements.define("zf-contact-section", ContactSection);
