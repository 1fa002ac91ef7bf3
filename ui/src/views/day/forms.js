import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { ask } from "../../components/dialog.js";
import { ZfElement } from "../../components/element.js";
import { showPapers } from "../../components/paper.js";
import { empty, failure } from "../../components/states.js";
import "../../components/long-list.js";
import { refreshFrame } from "../../components/shell.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as day from "../../ipc/day.js";
import { money } from "../../lib/format.js";
import { remedy } from "../counter/remedy.js";
import { METHODS } from "../counter/take.js";
import { showWrittenOff } from "./given-up.js";

/** @typedef {import("../../ipc/types/day").FormView} FormView */

/** What a form says, as it stands on its paper. @param {FormView} f */
const said = (f) => html`
  <dl class="facts">
    <dt>申请</dt><dd>${f.line.filed}　${f.line.applicant}：${f.reason}</dd>
    ${f.line.room ? html`<dt>房号</dt><dd><a href="#/counter/${f.line.room}">${f.line.room}</a>　${f.owner}</dd>` : nothing}
    ${f.facts.filter(([, value]) => value).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
  </dl>
  ${list({
    caption: f.heading,
    columns: [
      { title: f.heading || "内容", cell: (l) => l.what },
      { title: "说明", grow: true, cell: (l) => l.note },
      { title: "金额（元）", number: true, cell: (l) => (l.amount === null ? "" : money(l.amount)) },
    ],
    rows: f.lines,
    foot: html`<tr><td colspan="2">${f.sum}　${f.capitals}</td><td class="number">${money(f.line.amount)}</td></tr>`,
  })}
  <p class="muted">${f.effect}</p>
  ${f.verdict ? html`<p>审批：${f.verdict}</p>` : html`<p>须由 <b>${f.needs}</b> 审批，申请人不能审批自己的单。</p>`}
  ${f.paid ? html`<p>付款：${f.paid}</p>` : nothing}`;

/** Opens a form and does what the person chooses, until they close it. @param {string} number */
export async function openForm(number) {
  let form = await day.form(number);
  for (;;) {
    const choice = await ask({
      title: `${form.line.kind} ${form.line.number}　${form.line.state}`,
      body: () => said(form),
      actions: (/** @type {(answer?: string) => void} */ close) => html`
        <button class="button" @click=${() => close()}>关闭 <kbd>Esc</kbd></button>
        <button class="button" ?autofocus=${form.pending} @click=${() => close("print")}>打印</button>
        ${form.pending ? html`<button class="button" @click=${() => close("withdraw")}>撤回</button><button class="button grave" @click=${() => close("refuse")}>驳回</button><button class="button primary" @click=${() => close("approve")}>批准</button>` : nothing}
        ${form.to_pay ? html`<button class="button primary" @click=${() => close("pay")}>付款</button>` : nothing}
        ${form.paid && form.line.state === "已批准，已办理" ? html`<button class="button grave" @click=${() => close("takeBack")}>今天付错，收回</button>` : nothing}`,
    });
    if (!choice) break;
    form = (await act(form, choice)) ?? form;
  }
}

/** @param {FormView} form @param {string} choice @returns {Promise<FormView | undefined>} */
async function act(form, choice) {
  const { number } = form.line;
  switch (choice) {
    case "print":
      await showPapers([await day.formPaper(number)]).catch((refused) => toast(refused.message));
      return undefined;
    case "pay":
      return askForm({
        title: `付款 ${money(form.line.amount)} 元`,
        fields: [
          { name: "method", label: "付款方式", kind: "choice", options: [{ value: "", label: "按申请单" }, ...METHODS.map((m) => ({ value: m.code, label: m.name }))] },
          { name: "reference", label: "交易单号（可不填）" },
        ],
        yes: "付款",
        remedy,
        submit: (v, key) => day.pay(number, v.method, v.reference, key),
      });
    case "takeBack":
      return askForm({ title: "收回付款", fields: [{ name: "reason", label: "原因", required: true }], yes: "收回", grave: true, remedy, submit: (v, key) => day.takeBack(number, v.reason, key) });
    default: {
      const words = /** @type {Record<string, string>} */ ({ approve: "批准", refuse: "驳回", withdraw: "撤回" });
      return askForm({
        title: `${words[choice]} ${number}`,
        fields: choice === "withdraw" ? [] : [{ name: "note", label: "意见", value: choice === "approve" ? "同意" : "", required: true }],
        yes: words[choice],
        grave: choice !== "approve",
        submit: (v, key) => day.decide(number, /** @type {any} */ (choice), v.note ?? "", key),
      });
    }
  }
}

/** @typedef {import("../../ipc/types/day").FormLine} FormLine */

/** @type {import("../../components/table.js").Column<FormLine>[]} */
const COLUMNS = [
  { title: "单号", cell: (f) => f.number },
  { title: "种类", cell: (f) => f.kind },
  { title: "房号", cell: (f) => f.room },
  { title: "日期", cell: (f) => f.filed },
  { title: "申请人", cell: (f) => f.applicant },
  { title: "金额（元）", number: true, cell: (f) => money(f.amount) },
  { title: "状态", grow: true, cell: (f) => f.state },
];

/** 审批: forms that wait, and all forms. */
class Forms extends ZfElement {
  static properties = { rows: { state: true }, all: { state: true }, kind: { state: true }, standing: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {FormLine[] | undefined} */ this.rows = undefined;
    this.all = false;
    this.kind = "";
    this.standing = "";
    /** @type {unknown} */ this.error = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    try {
      this.rows = await day.forms(this.all);
    } catch (error) {
      this.error = error;
    }
    refreshFrame();
  }

  /** @param {string} number */
  async open(number) {
    await openForm(number).catch((refused) => toast(refused.message));
    this.load();
  }

  /** @param {"kind" | "standing"} by @param {string} name @param {string[]} values */
  filter(by, name, values) {
    const found = [...new Set(values)].sort();
    return found.length > 1 || this[by]
      ? html`<select aria-label=${name} @change=${(/** @type {any} */ e) => { this[by] = e.target.value; }}><option value="">${name}</option>${found.map((v) => html`<option value=${v} ?selected=${v === this[by]}>${v}</option>`)}</select>`
      : nothing;
  }

  render() {
    if (this.error) return failure(this.error);
    if (!this.rows) return html`<p class="muted">正在读取……</p>`;
    const shown = this.rows.filter((f) => (!this.kind || f.kind === this.kind) && (!this.standing || f.state === this.standing));
    const which = (/** @type {boolean} */ all, /** @type {string} */ name) => html`<button class="chip" aria-pressed=${this.all === all} @click=${() => { this.all = all; this.kind = this.standing = ""; this.load(); }}>${name}</button>`;
    return html`
      <div class="tools">
        <span class="chips" role="group" aria-label="哪些审批单">${which(false, "等待办理")}${which(true, "全部")}</span>
        ${this.filter("kind", "全部种类", this.rows.map((f) => f.kind))}${this.filter("standing", "全部状态", this.rows.map((f) => f.state))}
        <span class="actions"><button class="button" @click=${() => showWrittenOff().catch((refused) => toast(refused.message))}>核销台账</button></span>
      </div>
      ${shown.length
        ? html`<zf-long-list caption="审批单" .columns=${COLUMNS} .rows=${shown} @pick=${(/** @type {CustomEvent<FormLine>} */ e) => this.open(e.detail.number)}></zf-long-list>`
        : empty(this.all ? "还没有审批单。减免、退款、核销、更正都在柜台打开一户，按 F6 申请。" : "没有等待办理的审批单。")}`;
  }
}
customElements.define("zf-forms", Forms);
