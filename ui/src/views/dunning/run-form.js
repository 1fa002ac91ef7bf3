import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { ZfElement } from "../../components/element.js";
import { showPapers } from "../../components/paper.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as dunning from "../../ipc/dunning.js";
import { money } from "../../lib/format.js";

/** @typedef {import("../../ipc/types/dunning/runs").PlanView} Plan */
/** @typedef {import("../../ipc/types/dunning/runs").RunChoice} Choice */

/** Who is brought to a stage and who is not, as the form stands. */
class DunningPlan extends ZfElement {
  static properties = { choice: { attribute: false, hasChanged: (/** @type {unknown} */ a, /** @type {unknown} */ b) => JSON.stringify(a) !== JSON.stringify(b) }, plan: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {Choice | undefined} */ this.choice = undefined;
    /** @type {Plan | undefined} */ this.plan = undefined;
    this.error = "";
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("choice") && this.choice) this.load(this.choice);
  }

  /** @param {Choice} choice */
  async load(choice) {
    this.asked = choice;
    try {
      const plan = await dunning.plan(choice);
      if (this.asked !== choice) return;
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
    const room = (/** @type {string} */ r) => html`<a class="link" href="#/counter/${r}" target="_self">${r}</a>`;
    return html`
      <p aria-live="polite">办 <b>${to.length}</b> 户，合计 <b>${money(asked)}</b> 元${left.length ? html`；不办 <b>${left.length}</b> 户` : nothing}</p>
      ${left.length ? html`<div class="scroll">${list({
        caption: "不办的户和原因",
        columns: [{ title: "不办", cell: (l) => room(l.room) }, { title: "原因", cell: (l) => l.reason, grow: true }],
        rows: left,
      })}</div>` : nothing}
      ${to.length ? html`<div class="scroll">${list({
        caption: "要办的户",
        columns: [
          { title: "要办", cell: (l) => l.debtor.room },
          { title: "业主", cell: (l) => l.debtor.owner },
          { title: "最早到期", cell: (l) => l.debtor.oldest },
          { title: "已到阶段", cell: (l) => html`${l.debtor.stage || html`<span class="muted">没有催过</span>`}${l.skipped ? html` <span class="tag">越级</span>` : nothing}${l.tickets.length ? html` <span class="tag">有工单 ${l.tickets.join("、")}</span>` : nothing}`, grow: true },
          { title: "金额（元）", number: true, cell: (l) => money(l.asked) },
        ],
        rows: to,
      })}</div>` : nothing}`;
  }
}
customElements.define("zf-dunning-plan", DunningPlan);

const all = (/** @type {string[]} */ names, /** @type {string} */ first, word = "") => [{ value: "", label: first }, ...names.map((value) => ({ value, label: `${value}${word}` }))];

/**
 * What is typed as the run it means.
 * @param {Record<string, string>} v @param {{ accounts?: number[], item?: string }} given @returns {Choice}
 */
const asChoice = (v, given) => ({
  stage: v.stage, building: v.building ?? "", steward: v.steward ?? "", item: given.item ?? v.item ?? "", accounts: given.accounts ?? [],
  at_least: v.at_least ?? "", skip: v.skip === "true", reason: v.reason ?? "", tickets_seen: v.tickets_seen === "true", contact: v.contact ?? "",
});

/** @param {import("../../ipc/types/dunning/runs").RunChoices} choices @param {string[]} items @param {{ accounts?: number[], stage?: string, building?: string }} given */
function fields(choices, items, given) {
  const stage = (/** @type {Record<string, string>} */ v) => choices.stages.find((s) => s.code === v.stage);
  const wide = () => !given.accounts;
  return /** @type {import("../../components/ask-form.js").Field[]} */ ([
    { name: "stage", label: "办哪一步", kind: "choice", value: given.stage ?? choices.stages.find((s) => s.code !== "pre-due")?.code, options: choices.stages.map((s) => ({ value: s.code, label: `${s.name}（${s.rule}）` })) },
    { name: "building", label: "楼栋", kind: "choice", value: given.building, options: all(choices.buildings, "全部楼栋", "栋"), when: wide },
    { name: "steward", label: "管家", kind: "choice", options: all(choices.stewards, "全部管家"), when: () => wide() && choices.stewards.length > 0 },
    { name: "item", label: "项目", kind: "choice", options: all(items, "全部项目"), when: wide },
    { name: "at_least", label: "每户不少于（元）", kind: "money" },
    { name: "contact", label: "信上的联系人" },
    { name: "skip", label: "经理批准越级：前面的步骤和等待天数可免，间隔、原因、暂停和送达证明不免", kind: "check" },
    { name: "reason", label: "经理批准的理由", when: (v) => v.skip === "true" || !!stage(v)?.decided, hint: "批准人是当前登录的人，要项目经理；理由记在批次里。" },
    { name: "tickets_seen", label: "没办结的投诉、报修已经看过", kind: "check", when: (v) => !!stage(v)?.decided },
  ]);
}

/**
 * A run: choose the stage and whom it is for, see who is in and who is not and why, make it. Answers whether one was made.
 * @param {{ accounts?: number[], item?: string, stage?: string, building?: string }} given
 */
export async function askRun(given = {}) {
  const [choices, items] = await Promise.all([dunning.runChoices(), dunning.choices()]);
  const shown = () => /** @type {DunningPlan | null} */ (document.querySelector("dialog zf-dunning-plan"))?.plan;
  const made = await askForm({
    title: given.accounts ? `催缴：选了 ${given.accounts.length} 户` : "新的一批",
    wide: true,
    text: "余额现在核对，打印前再核对一遍。信只给本户：投信箱、当面或挂号寄，不张贴，不发群。",
    fields: fields(choices, items, given),
    yes: "办这一批",
    beside: (v) => html`<zf-dunning-plan .choice=${asChoice(v, given)}></zf-dunning-plan>`,
    submit: (v, key) => {
      const plan = shown();
      if (!plan?.to.length) throw new Error("没有要办的户。请看下面不办的原因，或换一步、换一些户。");
      const said = plan.to.map((to) => ({ account: to.debtor.account, asked: to.asked }));
      return dunning.run(asChoice(v, given), said, key);
    },
  });
  if (!made) return false;
  await tell(made);
  return true;
}

/** Says who fell out, and shows the letters. @param {import("../../ipc/types/dunning/runs").DunnedView} made */
export async function tell(made) {
  if (made.changed.length) {
    const first = made.changed.slice(0, 5).map((c) => c.room).join("、");
    toast(`${made.changed.length} 户余额刚变过，没有印：${first}${made.changed.length > 5 ? "……" : ""}。要单独印，在欠费名单里选这些户再办一次。`);
  }
  if (made.paper) await showPapers([made.paper]);
  else toast(`第 ${made.run} 批：${made.homes} 户，已记入催缴进度。`);
}
