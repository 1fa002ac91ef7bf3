import { askForm, picked } from "../../components/ask-form.js";
import * as contact from "../../ipc/contact.js";
import * as ticket from "../../ipc/ticket.js";

/** @typedef {import("../../ipc/types/ticket/card").TicketView} View */
/** @typedef {import("../../ipc/types/ticket/intake").TicketChoices} Choices */
/** @typedef {import("../../components/ask-form.js").Field} Field */

/** @param {string} label @returns {Field} */
const note = (label) => ({ name: "note", label, kind: "note", required: true });
/** @type {Field} */
const remark = { name: "note", label: "备注（可不填）", kind: "note" };
/** @type {Field} */
const when = { name: "at", label: "时间（不填为现在）", hint: "如 2026-01-06 09:30" };

/**
 * Every step: what it is called and what has to be typed for it.
 * @type {Record<string, { name: string, fields: (c: Choices, v: View) => Field[], grave?: boolean, text?: string }>}
 */
export const STEPS = {
  accept: { name: "受理", fields: () => [remark, when] },
  dispatch: {
    name: "派单",
    fields: (c) => [
      { name: "contractor", label: "派给", kind: "choice", options: [{ value: "", label: "本单位人员" }, ...c.contractors.map((f) => ({ value: f, label: `外包：${f}` }))] },
      { name: "person", label: "姓名", required: true, when: (v) => v.contractor === "", hint: c.staff.length ? `如 ${c.staff.slice(0, 3).join("、")}` : "" },
      { name: "until", label: "约定上门（可不填）", hint: "如 2026-01-07 10:00" },
      remark,
    ],
  },
  start: { name: "接单", fields: () => [when] },
  arrive: { name: "到场", fields: () => [when] },
  report: { name: "答复进展", fields: () => [note("告诉业主的进展"), when] },
  hold: {
    name: "挂起",
    fields: (c) => [
      { name: "code", label: "等什么", kind: "choice", options: c.holds },
      { name: "until", label: "等到什么时候", required: true, hint: "如 2026-01-09 18:00；到时时限继续计算" },
      note("原因和计划（业主看得到）"),
    ],
  },
  resume: { name: "恢复处理", fields: () => [remark] },
  reject: { name: "驳回", grave: true, fields: (c) => [{ name: "code", label: "理由", kind: "choice", options: c.grounds }, note("依据和对业主的解释")] },
  finish: { name: "办结", fields: (c, v) => [{ name: "person", label: "办理人", value: v.row.executor || c.operator, required: true }, note("做了什么、结果如何"), when] },
  confirm: { name: "业主确认", fields: () => [remark] },
  revisit: {
    name: "回访",
    fields: (c, v) => [
      { name: "person", label: "回访人", value: v.executors.includes(c.operator) ? "" : c.operator, required: true, hint: v.executors.length ? `不能是 ${v.executors.join("、")}` : "" },
      { name: "code", label: "方式", kind: "choice", options: c.ways },
      { name: "score", label: "满意度", kind: "choice", keys: true, options: [["1", "1 很差，重开"], ["2", "2 不满意，重开"], ["3", "3 一般"], ["4", "4 满意"], ["5", "5 很满意"]].map(([value, label]) => ({ value, label })), value: "5" },
      { name: "note", label: "业主的话（2 分及以下必填）", kind: "note" },
    ],
  },
  reopen: { name: "重开", grave: true, fields: () => [note("业主为什么不满意")] },
  close: {
    name: "关闭",
    fields: (_c, v) => [
      { name: "person", label: "由谁答复业主", value: v.row.first_contact, required: true, hint: "应是首问责任人；由他人答复的先办首问移交" },
      v.row.state === "awaiting-revisit" ? note("不回访的原因（不在抽样内等）") : remark,
    ],
  },
  escalate: { name: "升级", fields: (c) => [{ name: "code", label: "报告给", kind: "choice", options: c.roles }, note("升级的原因")] },
  regrade: { name: "改级", fields: (c, v) => [{ name: "code", label: "级别", kind: "choice", options: c.levels.filter((l) => l.value !== v.row.level) }, note("改级的原因")] },
  "hand-over": { name: "首问移交", fields: () => [{ name: "person", label: "移交给", required: true }, note("移交的原因")] },
  "fee-talk": { name: "登记缴费沟通", fields: (c) => [{ name: "code", label: "业主的答复", kind: "choice", keys: true, options: c.answers }, note("原话；愿意减免的走减免审批单，不口头许诺")] },
  join: { name: "并入事件", fields: (c) => [{ name: "code", label: "事件", kind: "choice", options: c.incidents }] },
};

/** @param {View} view */
const materialForm = (view) =>
  askForm({
    title: "用料与有偿服务",
    text: view.chargeable ? "先报价、业主同意后再施工。填了金额就记入该户账单，今天应缴。" : "公共区域的用料由物业承担，不收费。",
    fields: [
      { name: "what", label: "名称", required: true },
      { name: "quantity", label: "数量", kind: "number", value: "1" },
      { name: "amount", label: "向业主收取，合计（元）", kind: "money", when: () => view.chargeable, hint: "不填为不收费" },
      { name: "agreed", label: "谁同意的、怎么同意的", when: (v) => (v.amount ?? "").trim() !== "", hint: "如 业主在派工单上签字" },
    ],
    yes: "登记",
    submit: (v, key) => ticket.material({ what: v.what, quantity: v.quantity, amount: v.amount ?? "", agreed: v.agreed ?? "", number: view.row.number }, key),
  });

/** @param {View} view */
const extendForm = (view) =>
  askForm({
    title: "延长催缴暂停",
    text: `现在暂停到 ${view.row.paused_until}。由项目经理决定；欠费、到期日和诉讼时效不变。`,
    fields: [{ name: "until", label: "暂停到", kind: "date" }, { name: "reason", label: "理由", required: true }],
    yes: "延长",
    submit: (v, key) => ticket.extend(view.row.number, v.until, v.reason, key),
  });

/** @param {View} view */
const picturesForm = (view) =>
  askForm({
    title: `照片、扫描件　${view.row.number}`,
    text: "现场照片、完工照片、业主签字的派工单。拍到人脸和门牌的只在办公室内看。",
    fields: [{ name: "files", label: "文件", kind: "files", pick: contact.pick }],
    yes: "附上",
    submit: (v, key) => ticket.addPictures(view.row.number, picked(v.files), key),
  });

/** Asks for what a step needs and takes it. @param {View} view @param {string} choice @returns {Promise<View | undefined>} */
export async function takeStep(view, choice) {
  if (choice === "material") return materialForm(view);
  if (choice === "pictures") return picturesForm(view);
  if (choice === "extend") return extendForm(view);
  const step = STEPS[choice];
  const c = await ticket.choices();
  return askForm({
    title: `${step.name}　${view.row.number}`,
    text: step.text,
    fields: step.fields(c, view),
    yes: step.name,
    grave: step.grave,
    submit: ({ contractor = "", ...v }, key) =>
      ticket.step({ code: "", until: "", score: "", at: "", note: "", person: "", ...v, ...(contractor && { person: contractor }), number: view.row.number, step: choice, contractor: contractor !== "" }, key),
  });
}
