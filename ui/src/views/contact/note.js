import { html, nothing } from "lit";
import { askForm, picked } from "../../components/ask-form.js";
import "../../components/live.js";
import { toast } from "../../components/toast.js";
import * as contact from "../../ipc/contact.js";
import { money } from "../../lib/format.js";
import { script } from "./script.js";

/** @typedef {import("../../ipc/types/contact/calls").FileView} FileView */
/** @typedef {Record<string, string>} Values */
/** @typedef {import("../../ipc/types/contact/calls").OutcomeChoice} Outcome */

/** Where the next step is taken, for outcomes that lead to another form. @type {Record<string, string>} */
const WHERE = { instalment: "在柜台按 F6、7 签协议。", hardship: "在柜台按 F6 报减免或签分期。", "wrong-number": "在住户卡上登记联系约定。" };

/** What happened before, in one line each. @param {FileView} file */
function before(file) {
  const last = file.contacts.find((c) => !c.void);
  const phone = file.moments.find((m) => m.channel === "phone");
  const kept = file.kept + file.broken ? `承诺兑现 ${file.kept} 次、未兑现 ${file.broken} 次` : "";
  return html`
    <p class="total"><span>已逾期</span><b>${money(file.overdue)}</b>${file.oldest ? html`<span>最早 ${file.oldest} 到期</span>` : nothing}</p>
    ${phone?.held ? nothing : html`<p class="muted small">现在可以打电话，七天内已打 ${phone?.in_week ?? 0} 次。</p>`}
    ${file.for_the_manager ? html`<p class="notice warn">承诺连续没有兑现，请由经理沟通一次，不要多人上门。</p>` : nothing}
    ${last || kept || file.hours ? html`<p class="muted small">${[last && `上次 ${last.at} ${last.way}：${last.outcome}`, kept, file.hours && `希望在 ${file.hours} 联系`].filter(Boolean).join("　")}</p>` : nothing}`;
}

/** What holds the contact as typed. @param {import("../../ipc/types/contact/calls").MomentView | null} moment */
const heldLine = (moment) => (!moment?.held ? nothing : html`<p class="notice warn">${moment.held}。${moment.next ? html`最早 <b>${moment.next}</b> 可以再联系。` : nothing}确有必要的，由经理在上面写明理由。</p>`);

/** @param {FileView} file @param {import("../../ipc/types/contact/calls").ContactChoices} choices @returns {import("../../components/ask-form.js").Field[]} */
function fields(file, choices) {
  const outcome = (/** @type {Values} */ v) => /** @type {Outcome} */ (choices.outcomes.find((o) => o.value === v.outcome));
  const promised = (/** @type {Values} */ v) => v.outcome === "promised";
  const mayBeHeld = (/** @type {Values} */ v) => v.incoming !== "true" && Boolean(v.at || file.moments.find((m) => m.channel === v.channel)?.held);
  return [
    { name: "channel", label: "方式", kind: "choice", options: choices.channels, value: "phone" },
    { name: "at", label: "时间", hint: "不填即现在；补记写 14:05 或 2026-01-06 14:05" },
    { name: "incoming", label: "业主自己来电、来访（不受次数和时间限制）", kind: "check" },
    { name: "wish", label: "业主诉求", kind: "note", required: true, hint: "先听完，用他的原话写；没联系上可不填" },
    { name: "reason", label: "欠费原因", kind: "choice", options: choices.reasons, value: file.reason },
    { name: "outcome", label: "结果（Alt+数字选）", kind: "choice", options: choices.outcomes, value: "informed", keys: true },
    { name: "promise", label: "承诺哪天缴", kind: "date", required: true, when: promised },
    { name: "amount", label: "承诺金额（不填即全部逾期）", kind: "money", when: promised },
    { name: "oral", label: "只是口头，拿不出证据（不计入时效中断）", kind: "check", when: promised },
    { name: "ticket", label: "等哪张工单办结才缴（可不填）", hint: "工单编号，如 GD-202601-00001", when: promised },
    { name: "next", label: "下次日期", kind: "date", required: true, value: choices.outcomes.find((o) => o.value === "informed")?.next, when: (v) => !promised(v) && !outcome(v)?.closes },
    { name: "note", label: "备注（可不填）", hint: "只写与收费和服务有关的事实" },
    { name: "files", label: "照片、截图、扫描件", kind: "files", pick: contact.pick },
    { name: "over_cap", label: "超次数或时间：经理的理由", when: mayBeHeld },
  ];
}

/** @param {FileView} file @param {Values} v */
function form(file, v) {
  const promised = v.outcome === "promised";
  return {
    room: file.room, account: file.account, channel: v.channel, incoming: v.incoming === "true", at: v.at, wish: v.wish,
    reason: v.reason, outcome: v.outcome, promise: promised ? v.promise : "", amount: promised ? v.amount : "", oral: v.oral === "true",
    ticket: promised ? v.ticket : "", next: promised ? "" : v.next, note: v.note, over_cap: v.over_cap, files: picked(v.files),
  };
}

/**
 * 记联系: the form beside the call card. Answers the outcome that was noted, nothing when the person went back.
 * @param {string} room @param {number | null} [account] @returns {Promise<string | undefined>}
 */
export async function noteContact(room, account = null) {
  const [file, choices, aside] = await Promise.all([contact.file(room, account), contact.choices(), script()]);
  const noted = await askForm({
    title: `记联系　${file.room}　${file.owner || "业主"}`,
    text: before(file),
    wide: true,
    aside,
    fields: fields(file, choices),
    yes: "记下",
    change: (v, name) => (name === "outcome" ? { ...v, next: choices.outcomes.find((o) => o.value === v.outcome)?.next ?? "" } : v),
    beside: (v) => (v.incoming === "true" ? nothing : html`<zf-live .question=${{ account: file.account, channel: v.channel, at: v.at }} .ask=${contact.held} .show=${heldLine}></zf-live>`),
    submit: async (v, key) => {
      await contact.note(form(file, v), key);
      return v.outcome;
    },
  });
  const outcome = choices.outcomes.find((o) => o.value === noted);
  if (outcome) toast(outcome.closes ? "已记下。" : `已记下。下一步：${outcome.next_step}。${WHERE[outcome.value] ?? ""}`);
  return noted;
}

/** 联系约定: how somebody wants to be reached. @param {FileView} file */
export async function agreeTerms(file) {
  const choices = await contact.choices();
  const done = await askForm({
    title: `联系约定　${file.room}　${file.owner || "业主"}`,
    text: "只登记业主本人告知或合同、协议里写明的。向邻居、同事、亲友打听来的不得使用。",
    fields: [
      { name: "number", label: "约定的短信号码或微信号", value: file.number, hint: "书面约定的，送达才有效" },
      { name: "address", label: "约定的送达地址", value: file.address },
      { name: "hours", label: "方便联系的时间", value: file.hours, hint: "如 18:00-20:00" },
      { name: "source", label: "来源", kind: "choice", options: choices.sources },
      { name: "basis", label: "依据", kind: "choice", options: choices.bases },
    ],
    yes: "登记",
    submit: async (v, key) => {
      const { number, address, hours, source, basis } = /** @type {any} */ (v);
      await contact.terms({ room: file.room, account: file.account, number, address, hours, source, basis }, key);
      return true;
    },
  });
  if (done) toast("联系约定已登记。");
  return done === true;
}
