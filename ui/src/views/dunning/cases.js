import { html, nothing } from "lit";
import { ask } from "../../components/dialog.js";
import { askForm } from "../../components/ask-form.js";
import { ZfElement } from "../../components/element.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as app from "../../ipc/app.js";
import * as words from "../../ipc/words.js";
import { money } from "../../lib/format.js";

/** @typedef {import("../../ipc/types/words").CaseView} Case */

/** 案件: debts before a lawyer, mediation or court, and the packs they are given. */
class Cases extends ZfElement {
  static properties = { cases: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {Case[] | undefined} */ this.cases = undefined;
    /** @type {unknown} */ this.error = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    try {
      this.cases = await words.cases();
    } catch (error) {
      this.error = error;
    }
  }

  async open() {
    const number = await askForm({
      title: "移交律师",
      text: "由项目经理决定。只移交书面催缴函已送达（证据 A—C 级）、期限已过、没有争议的欠费；移交后催缴暂停，由案件跟进。",
      fields: [
        { name: "room", label: "房号", required: true },
        { name: "firm", label: "律师事务所", required: true },
        { name: "agreement", label: "个人信息委托处理协议", required: true, hint: "编号或日期；没有协议不能把业主资料交出去" },
        { name: "reason", label: "原因", kind: "note", required: true },
      ],
      yes: "移交",
      submit: (v, key) => words.openCase({ room: v.room, firm: v.firm, agreement: v.agreement, reason: v.reason }, key),
    });
    if (number) toast(`已移交：${number}`);
    await this.load();
  }

  /** @param {Case} c */
  async step(c) {
    const needs = (/** @type {Record<string, string>} */ v) => c.next.some(([code, , number]) => code === v.stage && (number || code === "filed"));
    const { today } = await app.state();
    const done = await askForm({
      title: `${c.number} ${c.room}：记下一步`,
      text: `现在是“${c.stage}”（${c.since}）。申请执行须有生效的支付令、判决、裁决或调解书。`,
      fields: [
        { name: "stage", label: "下一步", kind: "choice", options: c.next.map(([value, label]) => ({ value, label })) },
        { name: "on", label: "日期", kind: "date", value: today },
        { name: "reference", label: "案号", hint: "如 （2026）浙0106民初1234号", when: needs },
        { name: "note", label: "说明", kind: "note" },
      ],
      yes: "记录",
      submit: async (v, key) => { await words.caseStep({ number: c.number, stage: v.stage, on: v.on, reference: v.reference ?? "", note: v.note }, key); return true; },
    });
    if (done) await this.load();
  }

  /** @param {Case} c */
  async cost(c) {
    const { today } = await app.state();
    const done = await askForm({
      title: `${c.number} ${c.room}：记费用`,
      fields: [
        { name: "what", label: "费用", value: "诉讼费", required: true },
        { name: "amount", label: "金额（元）", kind: "money", required: true },
        { name: "on", label: "日期", kind: "date", value: today },
      ],
      yes: "记录",
      submit: async (v, key) => { await words.caseCost({ number: c.number, what: v.what, amount: v.amount, on: v.on }, key); return true; },
    });
    if (done) await this.load();
  }

  /** @param {Case} [c] */
  async pack(c) {
    const pack = await askForm({
      title: "委托律师材料包",
      text: "一户一包：目录、欠费明细、合同依据、缴费、联系、送达、承诺、时效、违约金、工单和附件。AES-256 加密，编号，导出会留记录。密码另行告知律师，不要和文件一起发。",
      fields: [
        { name: "room", label: "房号", value: c?.room ?? "", required: true },
        { name: "recipient", label: "交给哪家律师事务所", value: c?.firm ?? "", required: true },
        { name: "purpose", label: "用途", value: c ? `案件 ${c.number}` : "", required: true },
        { name: "password", label: "材料包密码", kind: "password", required: true, hint: "至少 10 位，字母和数字都要有" },
        { name: "identity", label: "身份证号", hint: "起诉状需要时填；只印在包里，账本不保存" },
      ],
      yes: "选择位置并生成",
      submit: (v) => words.pack({ room: v.room, recipient: v.recipient, purpose: v.purpose, password: v.password, identity: v.identity }),
    });
    if (!pack) return;
    await ask({
      title: `材料包 ${pack.number}`,
      body: () => html`<p>已写到 <span class="path">${pack.path}</span>，共 ${pack.contents.length} 个文件：</p><ul>${pack.contents.map((name) => html`<li>${name}</li>`)}</ul><p class="muted">SHA-256 <code class="path">${pack.sha256}</code></p>`,
    });
  }

  /** @param {Case} c */
  look(c) {
    return ask({
      title: `${c.number}　${c.room} ${c.owner}`,
      body: () => html`
        <dl class="facts"><dt>律师事务所</dt><dd>${c.firm}</dd><dt>委托处理协议</dt><dd>${c.agreement}</dd><dt>移交金额</dt><dd>${money(c.amount)} 元，现未缴 ${money(c.open)} 元</dd>
          ${c.enforce_by ? html`<dt>申请执行最迟</dt><dd>${c.enforce_by}（文书生效后两年）</dd>` : nothing}</dl>
        ${list({ caption: "经过", rows: c.events, columns: [{ title: "日期", cell: (e) => e.on }, { title: "事项", cell: (e) => e.what }, { title: "案号或金额", cell: (e) => e.detail }, { title: "说明", grow: true, cell: (e) => e.note }] })}`,
    });
  }

  renderCases() {
    const acts = (/** @type {Case} */ c) => html`<span class="row-acts">
      <button class="button small" ?disabled=${!c.next.length} @click=${() => this.step(c)}>下一步</button>
      <button class="button small" @click=${() => this.cost(c)}>费用</button>
      <button class="button small" @click=${() => this.pack(c)}>材料包</button></span>`;
    return html`<section class="panel">${list({
      caption: "案件",
      columns: [
        { title: "编号", cell: (c) => html`<button class="link" @click=${() => this.look(c)}>${c.number}</button>` },
        { title: "房号", cell: (c) => c.room },
        { title: "业主", cell: (c) => c.owner },
        { title: "律师事务所", cell: (c) => c.firm, grow: true },
        { title: "状态", cell: (c) => html`${c.stage} <span class="muted">${c.since}</span>` },
        { title: "移交（元）", number: true, cell: (c) => money(c.amount) },
        { title: "未缴（元）", number: true, cell: (c) => money(c.open) },
        { title: "费用（元）", number: true, cell: (c) => money(c.cost) },
        { title: "", cell: acts },
      ],
      rows: this.cases ?? [],
    })}</section>`;
  }

  render() {
    return html`
      <div class="tools"><span class="muted">律师函和诉讼是最后一步：先书面催缴、留下送达凭据，再由项目经理移交律师事务所。</span>
        <span class="actions"><button class="button" @click=${() => this.pack()}>材料包……</button><button class="button primary" @click=${this.open}>移交律师……</button></span></div>
      ${this.error ? failure(this.error) : nothing}
      ${!this.cases ? nothing : this.cases.length ? this.renderCases() : empty("还没有移交律师的案件。多数欠费在前面几步就能解决；要移交，先在“送达”里登记书面催缴函的送达凭据。")}`;
  }
}
customElements.define("zf-cases", Cases);
