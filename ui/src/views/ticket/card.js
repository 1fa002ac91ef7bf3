import { html, nothing } from "lit";
import { ask } from "../../components/dialog.js";
import { showPapers } from "../../components/paper.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as ticket from "../../ipc/ticket.js";
import { money } from "../../lib/format.js";
import { pictureLinks } from "../contact/pictures.js";
import { takeStep, STEPS } from "./step.js";

/** @typedef {import("../../ipc/types/ticket/card").TicketView} View */
/** @typedef {import("../../ipc/types/ticket/lists").TicketRow} Row */

/** The level, loud only where it is urgent. @param {Row} row */
export const level = (row) => html`<span class="tag ${row.level === "p0" ? "grave" : row.level === "p1" ? "twice" : ""}" title=${row.level_label}>${row.level.toUpperCase()}</span>`;

/** What is due next, and how long until then. @param {Row} row */
export const due = (row) => html`${row.next}${row.left ? html` <span class=${row.alarm === "late" ? "danger" : row.alarm === "soon" ? "warn" : "muted"}>${row.left}</span>` : nothing}`;

/** @param {View} v */
const facts = (v) => html`
  <dl class="facts">
    <dt>诉求</dt><dd><b>${v.row.wish}</b></dd>
    <dt>提出人</dt><dd>${[v.reporter, v.phone, v.channel, v.row.taken].filter(Boolean).join("　")}</dd>
    <dt>位置</dt><dd>${v.row.room ? html`<a href="#/counter/${v.row.room}">${v.row.room}</a>　` : nothing}${v.row.place}</dd>
    <dt>首问责任人</dt><dd>${v.row.first_contact}${v.row.executor ? html`　<span class="muted">办理人</span> ${v.row.executor}` : nothing}</dd>
    <dt>承诺</dt><dd>${v.replied ? `已于 ${v.replied} 首次答复` : `${v.reply_by} 前首次答复`}，${v.done_by ? `${v.done_by} 前办结` : "处理到安全为止"}</dd>
    ${v.promises.length ? html`<dt>接下来</dt><dd>${v.promises.map(([what, by]) => html`<span class="nowrap">${what} ${by}</span>　`)}<span class=${v.row.alarm === "late" ? "danger" : "muted"}>${v.row.left}</span></dd>` : nothing}
    ${v.row.touches_fee ? html`<dt>涉及费用</dt><dd>${v.row.paused_until ? html`所涉部分暂停催缴到 <b>${v.row.paused_until}</b>；账单、到期日和诉讼时效不变` : "所涉部分没有暂停催缴"}</dd>` : nothing}
    ${v.pictures.length ? html`<dt>照片</dt><dd>${pictureLinks(v.pictures)}</dd>` : nothing}
    ${v.incident ? html`<dt>事件</dt><dd>${v.incident}：${v.script}</dd>` : nothing}
  </dl>`;

/** @param {View} v */
const body = (v) => html`
  ${v.row.escalate_to ? html`<p class="notice warn">已到升级时间，请报告${v.row.escalate_to}，并登记“升级”。</p>` : nothing}
  ${facts(v)}
  <h3>经过</h3>
  ${v.log.length
    ? html`<div class="scroll short">${list({
        caption: "经过",
        columns: [
          { title: "时间", cell: (l) => l.at },
          { title: "步骤", cell: (l) => l.what },
          { title: "情况", grow: true, cell: (l) => l.note },
          { title: "经办", cell: (l) => l.operator },
        ],
        rows: v.log,
      })}</div>`
    : html`<p class="muted">还没有受理。先答复业主由谁负责，再登记“受理”。</p>`}
  ${v.materials.length
    ? html`<h3>用料与有偿服务</h3>${list({
        caption: "用料与有偿服务",
        columns: [
          { title: "名称", grow: true, cell: (m) => m.what },
          { title: "数量", number: true, cell: (m) => m.quantity },
          { title: "向业主收取（元）", number: true, cell: (m) => (m.charge === null ? "不收费" : money(m.amount)) },
        ],
        rows: v.materials,
      })}`
    : nothing}`;

/** Steps that are offered first, by what may follow. */
const LEADING = ["accept", "dispatch", "start", "arrive", "finish", "resume", "confirm", "revisit", "close", "fee-talk"];

/** The buttons of a ticket: what usually follows first, the rest under one. @param {View} v @param {(answer?: string) => void} close */
function actions(v, close) {
  const may = v.allowed.filter((step) => step !== "join" || v.incident === "");
  const first = LEADING.filter((step) => may.includes(step) && !(step === "fee-talk" && !v.row.touches_fee));
  const rest = may.filter((step) => !LEADING.includes(step));
  // What lies between is taken along, so that a clerk does not type it.
  if (may.includes("start") && !may.includes("finish")) first.push("finish");
  const main = v.row.touches_fee && first.includes("fee-talk") && !first.includes("revisit") ? "fee-talk" : first[0];
  return html`
    <button class="button" @click=${() => close()}>关闭 <kbd>Esc</kbd></button>
    <select class="more" aria-label="更多" @change=${(/** @type {any} */ e) => close(e.target.value)}>
      <option value="">更多……</option>
      ${rest.map((step) => html`<option value=${step}>${STEPS[step].name}</option>`)}
      <option value="material">登记用料或有偿服务</option>
      <option value="pictures">附照片、扫描件</option>
      ${v.row.paused_until ? html`<option value="extend">延长催缴暂停（项目经理）</option>` : nothing}
      <option value="print:intake">打印受理单</option><option value="print:job">打印派工单</option><option value="print:revisit">打印回访单</option>
    </select>
    ${first.filter((step) => step !== main).map((step) => html`<button class="button" @click=${() => close(step)}>${STEPS[step].name}</button>`)}
    ${main ? html`<button class="button primary" ?autofocus=${true} @click=${() => close(main)}>${STEPS[main].name}</button>` : nothing}`;
}

/** Opens a ticket and does what the person chooses, until they close it. @param {string} number */
export async function openTicket(number) {
  let view = await ticket.card(number);
  for (;;) {
    const shown = view;
    const choice = await ask({
      title: `${shown.row.number}　${shown.row.level_label}　${shown.row.kind}　${shown.row.topic}　${shown.row.label}`,
      body: () => html`<div class="ticket">${body(shown)}</div>`,
      actions: (/** @type {(answer?: string) => void} */ close) => actions(shown, close),
    });
    if (!choice) break;
    view = (await act(view, choice)) ?? view;
    dispatchEvent(new Event("zf-tickets-changed"));
  }
}

/** @param {View} view @param {string} choice @returns {Promise<View | undefined>} */
async function act(view, choice) {
  if (!choice.startsWith("print:")) return takeStep(view, choice);
  const sheet = /** @type {"intake" | "job" | "revisit"} */ (choice.slice("print:".length));
  await ticket.paper(view.row.number, sheet).then((paper) => showPapers([paper])).catch((refused) => toast(refused.message));
  return undefined;
}
