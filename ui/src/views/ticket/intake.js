import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { toast } from "../../components/toast.js";
import * as ticket from "../../ipc/ticket.js";
import { place } from "../../lib/router.js";

/** @typedef {import("../../ipc/types/ticket/intake").TicketChoices} Choices */

/** The room that is open at the counter, if one is. */
const roomAtHand = () => (place().page === "counter" && /\d/.test(place().rest[0] ?? "") ? place().rest[0] : "");

/** @param {Choices} c @returns {import("../../components/ask-form.js").Field[]} */
const fields = (c) => [
  { name: "room", label: "房号", value: c.room, hint: "公共区域没有具体住户的不填，写位置" },
  { name: "place", label: "位置", hint: "不在户内的写，如 3栋1单元电梯" },
  { name: "kind", label: "类型", kind: "choice", options: c.kinds, keys: true, hint: html`<kbd>Alt+1</kbd> 至 <kbd>Alt+5</kbd> 直接选` },
  { name: "topic", label: "小类", kind: "choice", options: c.topics },
  { name: "wish", label: "业主的原话", kind: "note", required: true },
  { name: "fee", label: "涉及费用", kind: "choice", options: [{ value: "", label: "不涉及" }, ...c.items.map((i) => ({ value: `item:${i.value}`, label: `以此暂不缴 ${i.label}` })), ...c.charges.map((l) => ({ value: `charge:${l.value}`, label: `对这笔有异议：${l.label}` }))], hint: c.room ? "只暂停这一部分的催缴" : "只对某一笔有异议的，请在柜台打开住户再按 F7" },
  { name: "level", label: "级别", kind: "choice", options: [{ value: "", label: "按类型和小类" }, ...c.levels] },
  { name: "channel", label: "渠道", kind: "choice", options: c.channels },
  { name: "reporter", label: "提出人", hint: "不填为业主" },
  { name: "phone", label: "联系电话" },
  { name: "intake", label: "首问责任人", value: c.operator },
  { name: "reply_by", label: "承诺答复日", kind: "date", when: (v) => v.fee !== "", hint: "不填按级别的办结时限" },
  { name: "incident", label: "属于事件", kind: "choice", options: [{ value: "", label: "不属于" }, ...c.incidents], when: () => c.incidents.length > 0 },
  { name: "answer", label: "当场已答复完的，写答复", kind: "note" },
  { name: "accept", label: "已告诉业主由谁负责、何时答复", kind: "check", value: "true" },
];

/** What follows from what is chosen: the answer of the desk, what a fee means. @param {Choices} c @param {Record<string, string>} v */
const beside = (c, v) => html`
  ${v.incident ? html`<p class="notice">统一答复：${c.scripts[c.incidents.findIndex((i) => i.value === v.incident)]}</p>` : nothing}
  ${v.fee ? html`<p class="notice">这一部分暂停催缴到答复日后 7 天（最多 30 天）。欠费、到期日和诉讼时效不变；其余费用照常，业主随时可以缴。</p>` : nothing}`;

/** Takes a ticket in; answers its number when it was. @param {string} [room] @returns {Promise<string | undefined>} */
export async function newTicket(room = roomAtHand()) {
  const c = await ticket.choices(room);
  const taken = await askForm({
    title: "登记工单",
    wide: true,
    fields: fields(c),
    yes: "登记",
    beside: (v) => beside(c, v),
    submit: ({ accept, ...v }, key) => ticket.take(/** @type {any} */ ({ at: "", reply_by: "", incident: "", ...v, accept: accept === "true" }), key),
  });
  if (!taken) return undefined;
  toast(`已登记 ${taken.number}，${taken.promised}`);
  dispatchEvent(new Event("zf-tickets-changed"));
  return taken.number;
}
