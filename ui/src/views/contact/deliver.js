import { html, nothing } from "lit";
import { askForm, picked } from "../../components/ask-form.js";
import "../../components/live.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as contact from "../../ipc/contact.js";
import { money, period } from "../../lib/format.js";

/** @typedef {import("../../ipc/types/contact/deliveries").LetterView} Letter */
/** @typedef {import("../../ipc/types/contact/deliveries").DeliveredView} Delivered */
/** @typedef {Record<string, string>} Values */

/** What the delivery comes to: its grade and what it does to each charge. @param {Delivered} d */
const graded = (d) => html`
  <p class="total"><span>证明等级</span><b class="grade ${d.grade}">${d.grade}</b><span>${d.meaning}</span></p>
  ${d.effects.length ? html`<div class="scroll short">${list({
    caption: "时效",
    columns: [
      { title: "项目", cell: (e) => e.item },
      { title: "期间", cell: (e) => period(e.months), grow: true },
      { title: "原届满日", cell: (e) => e.before },
      { title: "届满日", cell: (e) => html`<b>${e.after}</b>` },
      { title: "时效", cell: (e) => html`<span class=${e.what === "送达时已届满" ? "danger" : ""}>${e.what}</span>` },
    ],
    rows: d.effects,
  })}</div>` : html`<p class="muted small">函上的账单都已结清，或函上没有逐笔列账单：时效不变。</p>`}`;

/** @param {Letter[]} letters @param {import("../../ipc/types/contact/calls").ContactChoices} choices @param {string} number @returns {import("../../components/ask-form.js").Field[]} */
function fields(letters, choices, number) {
  const way = (/** @type {string[]} */ ...ways) => (/** @type {Values} */ v) => ways.includes(v.way);
  return [
    { name: "letter", label: "哪一份", kind: "choice", options: letters.map((l) => ({ value: l.number, label: `${l.what} ${l.number}（${money(l.amount)} 元，${l.label}）` })) },
    { name: "way", label: "送达方式（Alt+数字选）", kind: "choice", options: choices.ways, keys: true },
    { name: "at", label: "送达时间", hint: "不填即现在；补记写 15:40 或 2026-01-06 15:40；邮寄写签收时间" },
    { name: "signer", label: "签收人姓名", when: way("hand", "ems"), hint: "邮寄未签收的不填" },
    { name: "relation", label: "与业主的关系", kind: "choice", options: [...choices.relations], when: way("hand", "ems") },
    { name: "waybill", label: "快递单号", required: true, when: way("ems") },
    { name: "content_named", label: "面单写明内件是“物业费催缴函”", kind: "check", when: way("ems") },
    { name: "number", label: "发到哪个号码", value: number, when: way("message"), hint: number ? "书面约定的号码" : "没有书面约定的号码，只能定 E 级；先登记联系约定" },
    { name: "refusal", label: "为什么没有签收", when: way("door"), hint: "如 家中无人、拒收" },
    { name: "witness", label: "见证人（居委会等）", when: way("door") },
    { name: "files", label: "照片、截图、扫描件", kind: "files", pick: contact.pick, hint: "回证扫描、门口照片、已读截图" },
    { name: "note", label: "备注（可不填）" },
  ];
}

/** @param {Values} v */
const form = (v) => {
  const hand = v.way === "hand" || v.way === "ems";
  return {
    letter: v.letter, way: v.way, at: v.at, signer: hand ? v.signer : "", relation: hand && v.signer ? v.relation : "",
    refusal: v.way === "door" ? v.refusal : "", witness: v.way === "door" ? v.witness : "", waybill: v.way === "ems" ? v.waybill : "",
    content_named: v.content_named === "true", number: v.way === "message" ? v.number : "", note: v.note, files: picked(v.files),
  };
};

/** Only what can be graded is asked for. @param {Values} v */
const gradable = (v) => (v.way === "hand" && !v.signer) || (v.way === "ems" && !v.waybill) ? undefined : form(v);

/**
 * 登记送达 of a letter to a home; the newest that waits is proposed. Answers whether one was noted.
 * @param {string} room @param {string} [letter] @returns {Promise<boolean>}
 */
export async function noteDelivery(room, letter) {
  const [all, choices, file] = await Promise.all([contact.letters(room), contact.choices(), contact.file(room)]);
  const letters = [...all].sort((a, b) => Number(a.number !== letter) - Number(b.number !== letter) || Number(a.state === "delivered") - Number(b.state === "delivered"));
  if (!letters.length) {
    toast(`${room} 还没有催缴通知单或书面催缴函。先在“催缴”的“欠费名单”里选中这一户，按 F9 办一步。`);
    return false;
  }
  const done = await askForm({
    title: `登记送达　${room}`,
    wide: true,
    fields: fields(letters, choices, file.number),
    yes: "登记",
    beside: (v) => html`<zf-live class="quote" .question=${gradable(v)} .ask=${contact.deliveryPreview} .show=${graded}></zf-live>`,
    submit: (v, key) => contact.deliver(form(v), key),
  });
  if (!done) return false;
  const moved = done.effects.filter((e) => e.what === "重新计算").length;
  toast(`已登记，${done.grade} 级。${moved ? `${moved} 笔账单的时效重新计算。` : done.grade === "D" ? "等经理确认后时效才重新计算。" : "时效不变。"}`);
  return true;
}

/** Asks for a reason, then acts. @param {{ title: string, text: string, label: string, yes: string, grave?: boolean, act: (reason: string, key: string) => Promise<void> }} what */
export async function reasoned({ title, text, label, yes, grave, act }) {
  const done = await askForm({
    title,
    text,
    fields: [{ name: "reason", label, required: true }],
    yes,
    grave,
    submit: async (v, key) => {
      await act(v.reason, key);
      return true;
    },
  });
  return done === true;
}

/** 经理确认. @param {import("../../ipc/types/contact/deliveries").DeliveryView} d */
export const confirm = (d) => reasoned({
  title: `确认送达　${d.room}　${d.letter}`,
  text: `${d.way}，${d.at}，${d.evidence || "没有其他凭证"}。确认后函上账单的时效从送达日重新计算，由经理负责。`,
  label: "凭什么认为业主已经收到",
  yes: "确认送达",
  act: (reason, key) => contact.confirmDelivery(d.delivery, reason, key),
});

/** @param {import("../../ipc/types/contact/deliveries").DeliveryView} d */
export const takeBack = (d) => reasoned({
  title: `作废送达　${d.room}　${d.letter}`,
  text: "作废后这次送达不再影响时效；记录保留，注明作废。",
  label: "原因",
  yes: "作废",
  grave: true,
  act: (reason, key) => contact.voidDelivery(d.delivery, reason, key),
});

/** A mark of a grade. @param {string} grade */
export const gradeMark = (grade) => (grade ? html`<b class="grade ${grade}">${grade}</b>` : nothing);
