import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { confirmed } from "../../components/dialog.js";
import { ZfElement } from "../../components/element.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import { intention } from "../../ipc/index.js";
import * as words from "../../ipc/words.js";
import { copy } from "../../lib/copy.js";
import { money } from "../../lib/format.js";

/** @typedef {import("../../ipc/types/words").DraftLine} Draft */

const LETTERS = [
  { code: "gentle-message", name: "逾期温馨提示", none: "没有要提醒的：逾期的都已缴清、在分期或承诺期内，或被暂停催缴。" },
  { code: "pre-due-message", name: "到期提醒", none: "没有将到期的账单。先在“收费”里出账。" },
  { code: "promise-message", name: "明天到期的承诺", none: "明天没有到期的承诺。" },
];

/** Rows shown before one asks for more. */
const MANY = 200;

/** 短信: one text for each household, copied into the phone of the office and noted as sent. */
class Messages extends ZfElement {
  static properties = { at: { state: true }, drafts: { state: true }, error: { state: true }, channel: { state: true }, all: { state: true } };

  constructor() {
    super();
    this.at = 0;
    /** @type {Draft[] | undefined} */ this.drafts = undefined;
    /** @type {unknown} */ this.error = undefined;
    this.channel = "sms";
    this.all = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.show(0);
  }

  get letter() {
    return LETTERS[this.at];
  }

  /** @param {number} at */
  async show(at) {
    this.at = at;
    this.drafts = undefined;
    this.all = false;
    try {
      const drafts = await words.drafts(LETTERS[at].code);
      if (this.at === at) [this.drafts, this.error] = [drafts, undefined];
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {Draft} draft */
  async one(draft) {
    if (!(await copy(draft.text))) return toast("没有复制成。请选中文字，用 Ctrl+C 复制。");
    await this.note([draft], `已复制 ${draft.room} 的消息，并记为已发`);
  }

  /** @param {Draft[]} drafts @param {string} said */
  async note(drafts, said) {
    try {
      await words.send(this.letter.code, this.channel, drafts.map(({ account, text }) => ({ account, text })), intention());
      toast(said);
      await this.show(this.at);
    } catch (error) {
      this.error = error;
    }
  }

  async whole() {
    const waiting = this.waiting();
    if (!(await confirmed("记为已发", `${waiting.length} 户的“${this.letter.name}”已经逐户发出。每户今天只记一次。`, "记为已发"))) return;
    await this.note(waiting, `已记 ${waiting.length} 户`);
  }

  async table() {
    const path = await askForm({
      title: `导出给短信平台：${this.waiting().length} 户`,
      text: "表里有完整号码，只交给签了委托处理协议的平台，用完删除。导出会记下操作人、用途和接收方，并把这些户记为已发。",
      fields: [
        { name: "purpose", label: "用途", value: this.letter.name, required: true },
        { name: "recipient", label: "交给谁", required: true, hint: "如 某某短信平台（协议 2026-01）" },
      ],
      yes: "选择位置并导出",
      submit: (v, key) => words.exportMessages(this.letter.code, v.purpose, v.recipient, key),
    });
    if (path) toast(`已导出 ${path}`);
    if (path !== undefined) await this.show(this.at);
  }

  async forGroup() {
    try {
      toast((await copy(await words.group())) ? "群消息已复制：不含任何一户的信息" : "没有复制成");
    } catch (error) {
      this.error = error;
    }
  }

  /** Those not sent today that may be. */
  waiting() {
    return this.drafts?.filter((d) => d.findings.clean && !d.sent) ?? [];
  }

  renderList() {
    /** @type {Draft[]} */ const drafts = this.drafts ?? [];
    if (!drafts.length) return empty(this.letter.none);
    return html`<section class="panel">${list({
      caption: this.letter.name,
      columns: [
        { title: "房号", cell: (d) => html`<a class="link" href="#/counter/${d.room}">${d.room}</a>` },
        { title: "业主", cell: (d) => d.owner },
        { title: "电话", cell: (d) => d.phone || html`<span class="muted">没有登记</span>` },
        { title: "金额（元）", number: true, cell: (d) => money(d.amount) },
        { title: "内容", grow: true, cell: (d) => html`<span class="message">${d.text}</span>` },
        { title: "字数", number: true, cell: (d) => html`<span class=${d.segments > 1 ? "warn" : ""}>${d.characters}${d.segments > 1 ? `（${d.segments} 条）` : nothing}</span>` },
        { title: "发送", cell: (d) => html`${d.sent ? html`<span class="muted">${d.sent} 已发</span> ` : nothing}<button class="button small" ?disabled=${!d.findings.clean} @click=${() => this.one(d)}>复制并记已发</button>` },
      ],
      rows: this.all ? drafts : drafts.slice(0, MANY),
    })}${!this.all && drafts.length > MANY ? html`<p><button class="button" @click=${() => { this.all = true; }}>显示其余 ${drafts.length - MANY} 户</button></p>` : nothing}</section>`;
  }

  render() {
    const chip = (/** @type {{ name: string }} */ l, /** @type {number} */ i) => html`<button class="chip" aria-pressed=${i === this.at} @click=${() => this.show(i)}>${l.name}</button>`;
    const waiting = this.waiting().length;
    return html`
      <div class="tools">
        <div class="chips" role="group" aria-label="发什么">${LETTERS.map(chip)}</div>
        <label class="inline"><span>用</span><select aria-label="渠道" @change=${(/** @type {any} */ e) => { this.channel = e.target.value; }}><option value="sms">短信</option><option value="wechat">微信（一对一）</option></select></label>
        <span class="actions"><button class="button" @click=${this.forGroup}>复制群消息</button>
          <button class="button" ?disabled=${!waiting} @click=${this.table}>导出给短信平台……</button>
          <button class="button" ?disabled=${!waiting} @click=${this.whole}>全部记为已发（${waiting}）</button></span>
      </div>
      ${this.error ? failure(this.error) : nothing}
      ${this.drafts ? this.renderList() : nothing}
      <p class="muted">文字在<a href="#/dunning/texts">“文案”</a>里改，短信签名在<a href="#/settings/office">“单位信息”</a>里填。账房不联网，复制后用办公手机发；同一户同一条一天只发一次。</p>`;
  }
}
customElements.define("zf-messages", Messages);
