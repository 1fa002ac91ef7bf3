import { html, nothing } from "lit";
import { ZfElement } from "../../components/element.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import * as contact from "../../ipc/contact.js";
import * as dunning from "../../ipc/dunning.js";
import { money } from "../../lib/format.js";
import { go } from "../../lib/router.js";
import { reasoned } from "../contact/deliver.js";
import { noteContact } from "../contact/note.js";

/** @typedef {import("../../ipc/types/dunning/lists").PledgeLine} Pledge */

/** What to look at: days before and after today, and which of them. @type {{ name: string, before: number, after: number, only: (p: Pledge) => boolean }[]} */
const VIEWS = [
  { name: "要跟进", before: 90, after: 7, only: (p) => p.state !== "kept" },
  { name: "今天提醒", before: 0, after: 36500, only: (p) => p.remind },
  { name: "三十天内到期", before: 0, after: 30, only: () => true },
  { name: "没有兑现", before: 36500, after: 0, only: (p) => p.state === "broken" },
  { name: "全部", before: 36500, after: 36500, only: () => true },
];

/** 承诺与分期: what was promised for which day. */
class Pledges extends ZfElement {
  static properties = { pledges: { state: true }, error: { state: true }, at: { state: true } };

  constructor() {
    super();
    /** @type {Pledge[] | undefined} */ this.pledges = undefined;
    /** @type {unknown} */ this.error = undefined;
    this.at = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.show(0);
  }

  /** @param {number} at */
  async show(at) {
    this.at = at;
    try {
      const all = await dunning.pledges(VIEWS[at].before, VIEWS[at].after);
      if (this.at === at) this.pledges = all.filter(VIEWS[at].only);
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {Event} event @param {Pledge} p */
  async note(event, p) {
    event.stopPropagation();
    if (await noteContact(p.room, p.account)) await this.show(this.at);
  }

  /** @param {Event} event @param {Pledge} p */
  async takeBack(event, p) {
    event.stopPropagation();
    const done = await reasoned({
      title: `作废承诺　${p.room}　${p.due}`,
      text: "记错了才作废：作废后不再等这笔承诺，也不使时效重新计算。没有兑现的不用作废。",
      label: "原因",
      yes: "作废",
      grave: true,
      act: (reason, key) => contact.voidPromise(/** @type {number} */ (p.promise), reason, key),
    });
    if (done) await this.show(this.at);
  }

  render() {
    return html`
      <div class="tools"><div class="chips" role="group" aria-label="看哪些">${VIEWS.map((v, i) => html`<button class="chip" aria-pressed=${i === this.at} @click=${() => this.show(i)}>${v.name}</button>`)}</div></div>
      ${this.error ? failure(this.error) : nothing}
      ${!this.pledges ? nothing : !this.pledges.length ? empty("没有这样的承诺或分期。承诺在记联系时写下（柜台住户卡 F9），分期协议在柜台办理（F6）。") : html`<section class="panel">${list({
        caption: "承诺与分期",
        columns: [
          { title: "到期日", cell: (p) => html`${p.due}${p.remind ? html` <span class="tag">今天提醒</span>` : nothing}` },
          { title: "房号", cell: (p) => p.room },
          { title: "内容", cell: (p) => p.what },
          { title: "应付（元）", number: true, cell: (p) => money(p.amount) },
          { title: "已付（元）", number: true, cell: (p) => money(p.received) },
          { title: "状态", cell: (p) => html`<span class=${p.state === "broken" ? "danger" : ""}>${p.label}</span>${p.broken_in_a_row > 1 ? html` <span class="tag">连续 ${p.broken_in_a_row} 次，请经理沟通</span>` : nothing}` },
          { title: "说明", cell: (p) => html`${p.note}${p.ticket ? html` <span class="tag">工单 ${p.ticket}</span>` : nothing}`, grow: true },
          { title: "", cell: (p) => html`<span class="row-actions"><button class="link" @click=${(/** @type {Event} */ e) => this.note(e, p)}>记联系</button>${p.promise ? html`<button class="link" @click=${(/** @type {Event} */ e) => this.takeBack(e, p)}>作废</button>` : nothing}</span>` },
        ],
        rows: this.pledges,
        onPick: (p) => go("counter", p.room),
      })}</section>`}`;
  }
}
customElements.define("zf-pledges", Pledges);
