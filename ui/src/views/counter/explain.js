import { html, nothing } from "lit";
import { ask } from "../../components/dialog.js";
import { showPapers } from "../../components/paper.js";
import { toast } from "../../components/toast.js";
import * as counter from "../../ipc/counter.js";
import { money, period } from "../../lib/format.js";

/** 为什么是这个数: the stored facts of a charge, and its paper. @param {number} charge */
export async function explain(charge) {
  try {
    const e = await counter.explain(charge);
    const print = await ask({
      title: `为什么是 ${money(e.amount)} 元`,
      body: () => html`
        <dl class="facts">
          <dt>账单</dt><dd>${e.room}　${e.item}　${period(e.months)}</dd>
          <dt>计算</dt><dd>${e.formula} ＝ <b>${money(e.amount)}</b> 元</dd>
          ${e.lowered.map(([what, amount]) => html`<dt>减少</dt><dd>${what} −${money(amount)} 元</dd>`)}
          ${e.facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
          ${e.clause ? html`<dt>依据</dt><dd>${e.clause}</dd>` : nothing}
          <dt>应缴日</dt><dd>${e.due}</dd>
          <dt>还需缴</dt><dd><b>${money(e.open)}</b> 元</dd>
        </dl>`,
      actions: (close) => html`
        <button class="button" @click=${() => close(false)}>关闭 <kbd>Esc</kbd></button>
        <button class="button primary" autofocus @click=${() => close(true)}>费用说明单 <kbd>Enter</kbd></button>`,
    });
    if (print) await showPapers([await counter.explanationPaper(charge)]);
  } catch (refused) {
    toast(/** @type {Error} */ (refused).message);
  }
}
