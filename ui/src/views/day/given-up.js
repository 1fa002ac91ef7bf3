import { html, nothing, render } from "lit";
import { askForm } from "../../components/ask-form.js";
import { exportList } from "../../components/export-list.js";
import { empty } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import { print as printReceipt } from "../../ipc/counter.js";
import * as day from "../../ipc/day.js";
import { showPapers } from "../../components/paper.js";
import { money, period } from "../../lib/format.js";
import { remedy } from "../counter/remedy.js";
import { METHODS } from "../counter/take.js";
import { openForm } from "./forms.js";

/** @typedef {import("../../ipc/types/counter/card").HouseholdCard} Card */

/** 核销申请 for the charges that are ticked, all open ones when none is. @param {Card} card @param {number[]} named */
export async function askWriteOff(card, named) {
  const charges = named.length ? named : card.charges.filter((c) => c.account === card.account).map((c) => c.charge);
  if (!charges.length) throw new Error(`${card.room} 没有待缴的账单，不需要核销。`);
  const reasons = await day.writeOffReasons();
  const number = await askForm({
    title: `坏账核销申请　${card.room}　${card.owners}`,
    text: `${named.length ? "勾选的" : "全部"} ${charges.length} 笔账单。核销后不再催缴，另记台账；以后收到的，仍可收回。批准以前照常待缴。`,
    fields: [
      { name: "reason_code", label: "原因类别", kind: "choice", options: reasons.map(([value, label]) => ({ value, label })) },
      { name: "reason", label: "原因说明", required: true },
      { name: "evidence", label: "依据（可不填）", hint: "催缴记录、死亡证明等" },
    ],
    yes: "报审批",
    submit: (v, key) => day.writeOff({ room: card.room, charges, reason_code: v.reason_code, reason: v.reason, evidence: v.evidence }, key),
  });
  if (!number) return false;
  await openForm(number);
  return true;
}

/** 红冲更正申请 for one charge. @param {Card} card @param {number[]} named */
export async function askCorrection(card, named) {
  const options = card.charges.map((c) => ({ value: String(c.charge), label: `${c.item}　${period(c.months)}　待缴 ${money(c.open)} 元` }));
  const number = await askForm({
    title: `红冲更正申请　${card.room}　${card.owners}`,
    text: "批准后整笔冲销，同时按正确的重记；已经缴的转为预存或冲抵。",
    fields: [
      { name: "charge", label: "要更正的账单", kind: "choice", value: named[0] ? String(named[0]) : undefined, options: [...options, { value: "", label: "已缴清的账单（写编号）" }] },
      { name: "other", label: "账单编号", kind: "number", required: true, hint: "对账单上有", when: (v) => v.charge === "" },
      { name: "by", label: "怎样更正", kind: "choice", options: [{ value: "amount", label: "改应收金额" }, { value: "quantity", label: "改数量，按原单价重算" }] },
      { name: "amount", label: "更正后应收（元）", kind: "money", required: true, hint: "全部冲销写 0", when: (v) => v.by !== "quantity" },
      { name: "quantity", label: "更正后的数量", kind: "number", required: true, when: (v) => v.by === "quantity" },
      { name: "reason", label: "原因", required: true },
    ],
    yes: "报审批",
    submit: (v, key) => {
      const byQuantity = v.by === "quantity";
      return day.correction({ room: card.room, charge: v.charge || v.other, amount: byQuantity ? "" : v.amount, quantity: byQuantity ? v.quantity : "", reason: v.reason }, key);
    },
  });
  if (!number) return false;
  await openForm(number);
  return true;
}

/** @param {import("../../ipc/types/day").WrittenOffLine} line */
const takeBack = (line) =>
  askForm({
    title: `收回已核销的欠款　${line.room}　${line.what}`,
    text: "业主自愿缴纳，收款后不退还。",
    fields: [
      { name: "amount", label: "收款金额（元）", kind: "money", value: money(line.net), required: true },
      { name: "method", label: "收款方式", kind: "choice", keys: true, options: METHODS.map((m) => ({ value: m.code, label: m.name })) },
      { name: "reference", label: "交易单号", when: (v) => v.method !== "cash" },
      { name: "payer", label: "交款人（不填即业主）" },
    ],
    yes: "收款",
    remedy,
    submit: (v, key) => day.recover({ room: line.room, charge: line.charge, amount: v.amount, method: v.method, reference: v.reference ?? "", payer: v.payer }, key),
  });

/** @param {import("../../ipc/types/day").WrittenOffLine[]} rows @param {(line: import("../../ipc/types/day").WrittenOffLine) => void} recover */
const register = (rows, recover) =>
  list({
    caption: "核销台账",
    columns: [
      { title: "日期", cell: (w) => w.day },
      { title: "房号", cell: (w) => w.room },
      { title: "账单", grow: true, cell: (w) => w.what },
      { title: "原因", cell: (w) => w.reason },
      { title: "核销单", cell: (w) => w.form },
      { title: "核销（元）", number: true, cell: (w) => money(w.written_off) },
      { title: "收回（元）", number: true, cell: (w) => money(w.recovered) },
      { title: "净核销（元）", number: true, cell: (w) => money(w.net) },
      { title: html`<span class="visually-hidden">操作</span>`, cell: (w) => (w.net > 0 ? html`<button class="link" @click=${() => recover(w)}>收回</button>` : nothing) },
    ],
    rows,
  });

/** 核销台账: what was given up, and money that comes in after all. */
export async function showWrittenOff() {
  let rows = await day.writtenOff();
  const dialog = document.createElement("dialog");
  dialog.className = "wide";
  dialog.setAttribute("aria-label", "核销台账");
  const recover = async (/** @type {import("../../ipc/types/day").WrittenOffLine} */ line) => {
    const number = await takeBack(line);
    if (!number) return;
    rows = await day.writtenOff();
    draw();
    await printReceipt(number).then((paper) => showPapers([paper])).catch((refused) => toast(refused.message));
  };
  const draw = () =>
    render(
      html`
        <header><h2>核销台账</h2></header>
        <div class="body">${rows.length ? register(rows, recover) : empty("没有核销过的欠款。核销在柜台的“办理”里申请，批准后记在这里。")}</div>
        <footer><button class="button" @click=${() => dialog.close()}>关闭 <kbd>Esc</kbd></button>
          ${rows.length ? html`<button class="button" @click=${() => exportList("核销台账", "day_export_written_off")}>导出</button>` : nothing}</footer>`,
      dialog,
    );
  dialog.addEventListener("close", () => dialog.remove());
  draw();
  document.body.append(dialog);
  dialog.showModal();
}
