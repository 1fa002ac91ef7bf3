import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { ZfElement } from "../../components/element.js";
import { failure } from "../../components/states.js";
import * as dunning from "../../ipc/dunning.js";
import { money } from "../../lib/format.js";

/** @typedef {import("../../ipc/types/dunning/today").LadderView} Ladder */
/** @typedef {import("../../ipc/types/dunning/today").StepLine} Step */

const options = (/** @type {import("../../ipc/types/dunning/today").CodeName[]} */ words) => words.map((w) => ({ value: w.code, label: w.name }));

/** 催缴进度 of a home: where each account stands, what comes next, what was done. */
class LadderSection extends ZfElement {
  static properties = { room: {}, card: { attribute: false }, cards: { state: true }, error: { state: true } };

  constructor() {
    super();
    this.room = "";
    /** The card it stands on; a new one says that something was done. @type {unknown} */ this.card = undefined;
    /** @type {Ladder[] | undefined} */ this.cards = undefined;
    /** @type {unknown} */ this.error = undefined;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if ((changed.has("room") || changed.has("card")) && this.room) this.load();
  }

  async load() {
    const asked = this.room;
    try {
      const cards = await dunning.ladder(asked);
      if (asked === this.room) this.cards = cards;
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {() => Promise<unknown>} ask */
  async asked(ask) {
    try {
      if ((await ask()) !== undefined) await this.load();
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {Ladder} card */
  reason(card) {
    return this.asked(async () => {
      const { reasons } = await dunning.words();
      return askForm({
        title: `${this.room} 欠费原因`,
        text: "只记与收费、服务有关的，不记家庭、健康、工作。问过仍不清楚的选“未明”。",
        fields: [{ name: "reason", label: "原因", kind: "choice", options: options(reasons), keys: true }, { name: "note", label: "说明" }],
        yes: "登记",
        submit: async (v, key) => (await dunning.noteReason(card.account, v.reason, v.note, key), true),
      });
    });
  }

  /** @param {Step} step */
  result(step) {
    return this.asked(async () => {
      const { outcomes } = await dunning.words();
      return askForm({
        title: `${step.stage} ${step.on} 的结果`,
        text: "打过电话、上过门的在“联系”里登记，信件送到的在“送达”里登记；这里只记其他结果。",
        fields: [
          { name: "outcome", label: "结果", kind: "choice", options: options(outcomes), keys: true },
          { name: "next", label: "下次日期（已缴的不填）", kind: "date" },
          { name: "note", label: "说明" },
        ],
        yes: "登记",
        submit: async (v, key) => (await dunning.noteResult(step.step, v.outcome, v.next, v.note, key), true),
      });
    });
  }

  /** @param {Ladder} card */
  one(card) {
    const fact = (/** @type {string} */ name, /** @type {unknown} */ value) => (value ? html`<dt>${name}</dt><dd>${value}</dd>` : nothing);
    return html`
      <dl class="facts">
        ${fact("户主", (this.cards?.length ?? 0) > 1 ? card.owner : "")}
        ${fact("已到", card.stage)}
        ${fact("下一步", card.next)}
        ${fact("还差", card.needs.length ? card.needs.map((n) => html`<div>${n}</div>`) : "")}
        ${fact("暂停", card.held)}
        ${fact("工单", card.tickets.join("、"))}
        ${fact("原因", html`${card.reason || html`<span class="muted">没有登记</span>`} <button class="link" @click=${() => this.reason(card)}>${card.reason ? "改" : "登记"}</button>`)}
      </dl>
      ${card.steps.length ? html`<ul class="steps">${card.steps.map((s) => html`
        <li><span>${s.on}</span><span>${s.stage}${s.letter ? html` <span class="muted">${s.letter}</span>` : nothing}${s.skip ? html` <span class="tag" title=${s.skip}>越级</span>` : nothing}</span>
          <span class="number">${money(s.asked)}</span>
          <span>${s.result || html`<button class="link" @click=${() => this.result(s)}>登记结果</button>`}</span></li>`)}</ul>` : nothing}`;
  }

  render() {
    if (this.error) return failure(this.error);
    if (!this.cards?.length) return nothing;
    return html`<section class="panel" aria-label="催缴进度"><header><h2>催缴进度</h2></header>${this.cards.map((c) => this.one(c))}</section>`;
  }
}
customElements.define("zf-ladder-section", LadderSection);
