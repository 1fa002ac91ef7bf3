import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { ZfElement } from "../../components/element.js";
import { showPapers } from "../../components/paper.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as dunning from "../../ipc/dunning.js";
import { money } from "../../lib/format.js";

/** @typedef {import("../../ipc/types/dunning").PlanView} Plan */
/** @typedef {import("../../ipc/types/dunning").Chosen} Chosen */

const KINDS = [
  { value: "first", label: "催缴通知单（第一次）" },
  { value: "second", label: "催缴通知单（第二次）" },
  { value: "demand", label: "书面催缴函，附送达回证" },
];

/** Who gets a letter and who does not, as the form stands. */
class DunningPlan extends ZfElement {
  static properties = { chosen: { attribute: false }, item: {}, atLeast: {}, alsoPromised: { type: Boolean }, plan: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {Chosen[]} */ this.chosen = [];
    this.item = "";
    this.atLeast = "";
    this.alsoPromised = false;
    /** @type {Plan | undefined} */ this.plan = undefined;
    this.error = "";
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (["chosen", "item", "atLeast", "alsoPromised"].some((key) => changed.has(key))) this.load();
  }

  async load() {
    const asked = {};
    this.asked = asked;
    try {
      const plan = await dunning.plan({ chosen: this.chosen, item: this.item, at_least: this.atLeast, also_promised: this.alsoPromised });
      if (this.asked !== asked) return;
      this.plan = plan;
      this.error = "";
    } catch (refused) {
      this.plan = undefined;
      this.error = /** @type {Error} */ (refused).message;
    }
  }

  render() {
    if (this.error) return html`<p class="notice error" role="alert">${this.error}</p>`;
    if (!this.plan) return html`<p class="muted">正在核对余额……</p>`;
    const { to, asked, left_out: left } = this.plan;
    return html`
      <p aria-live="polite">发 <b>${to.length}</b> 户，合计 <b>${money(asked)}</b> 元${left.length ? html`；不发 <b>${left.length}</b> 户` : nothing}</p>
      ${left.length ? html`<div class="scroll">${list({
        caption: "不发的户和原因",
        columns: [{ title: "不发", cell: (l) => html`<a class="link" href="#/counter/${l.room}" target="_self">${l.room}</a>` }, { title: "原因", cell: (l) => l.reason, grow: true }],
        rows: left,
      })}</div>` : nothing}
      ${to.length ? html`<div class="scroll">${list({
        caption: "要发的户",
        columns: [
          { title: "要发", cell: (l) => l.room },
          { title: "业主", cell: (l) => l.owner },
          { title: "最早到期", cell: (l) => l.oldest },
          { title: "最近催缴", cell: (l) => l.letter || html`<span class="muted">没有催过</span>`, grow: true },
          { title: "金额（元）", number: true, cell: (l) => money(l.asked) },
        ],
        rows: to,
      })}</div>` : nothing}`;
  }
}
customElements.define("zf-dunning-plan", DunningPlan);

/**
 * Writes letters to those chosen, after showing who gets one. Answers whether any was made.
 * @param {Chosen[]} chosen @param {string} item
 */
export async function writeLetters(chosen, item) {
  const shown = () => /** @type {DunningPlan | null} */ (document.querySelector("zf-dunning-plan"))?.plan;
  const made = await askForm({
    title: `发催缴：选了 ${chosen.length} 户`,
    wide: true,
    text: "打印前再核对一遍余额。通知单和催缴函只给本户：投信箱、当面或挂号寄，不张贴，不发群。",
    fields: [
      { name: "kind", label: "发什么", kind: "choice", options: KINDS },
      { name: "days", label: "期限（天）；催缴函不少于 15 天", kind: "number", value: "15" },
      { name: "at_least", label: "每户不少于（元）", kind: "money", value: "" },
      { name: "contact", label: "联系人", value: "" },
      { name: "promised", label: "承诺日没到的也发", kind: "check" },
    ],
    yes: "生成并预览",
    beside: (v) => html`<zf-dunning-plan .chosen=${chosen} .item=${item} .atLeast=${v.at_least ?? ""} .alsoPromised=${v.promised === "true"}></zf-dunning-plan>`,
    submit: async (v) => {
      const plan = shown();
      if (!plan?.to.length) throw new Error("没有要发的户。请看上面不发的原因，或换一些户。");
      const to = plan.to.map(({ account, asked }) => ({ account, asked }));
      return { paper: await dunning.letters({ kind: v.kind, to, item, days: v.days, contact: v.contact }), asked: to.length };
    },
  });
  if (!made) return false;
  const changed = made.asked - made.paper.count;
  if (changed > 0) toast(`有 ${changed} 户余额刚变过，这次没有打印。请看过名单再发。`);
  await showPapers([made.paper]);
  return true;
}
