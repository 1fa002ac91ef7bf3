import { html, nothing } from "lit";
import { askForm, picked } from "../components/ask-form.js";
import { ZfElement } from "../components/element.js";
import { showPapers } from "../components/paper.js";
import { failure } from "../components/states.js";
import { list } from "../components/table.js";
import { toast } from "../components/toast.js";
import * as app from "../ipc/app.js";
import * as contact from "../ipc/contact.js";
import * as disclosure from "../ipc/disclosure.js";
import { money, period } from "../lib/format.js";
import { bind } from "../lib/keys.js";
import { go, onMove, place } from "../lib/router.js";
import { pictureLinks } from "./contact/pictures.js";
import { statement } from "./disclosure/statement.js";

/** @typedef {import("../ipc/types/disclosure").MonthView} View */
/** @typedef {import("../ipc/types/disclosure").EntryLine} Entry */
/** @typedef {import("../ipc/types/disclosure").VersionLine} Version */

/** The month so many after one. @param {string} month @param {number} by */
export function monthAfter(month, by) {
  const [year, number] = month.split("-").map(Number);
  const at = year * 12 + number - 1 + by;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
}

/** 公示: the month's income and expenditure, from typing to the board. */
class Disclosure extends ZfElement {
  static properties = { view: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {View | undefined} */ this.view = undefined;
    /** @type {unknown} */ this.error = undefined;
    this.today = "";
  }

  async connectedCallback() {
    super.connectedCallback();
    this.undo = [onMove(() => this.load()), bind("F8", () => this.add()), bind("F9", () => this.publish()), bind("Alt+ArrowLeft", () => this.turn(-1)), bind("Alt+ArrowRight", () => this.turn(1))];
    try {
      this.today = (await app.state()).today;
    } catch (error) {
      this.error = error;
    }
    await this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.undo?.forEach((undo) => undo());
  }

  /** The month looked at: last month until another is chosen. */
  month() {
    const { page, rest } = place();
    return (page === "disclosure" && rest[0]) || monthAfter(this.today.slice(0, 7), -1);
  }

  async load() {
    if (!this.today || !this.isConnected) return;
    try {
      this.view = await disclosure.month(this.month());
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {number} by */
  turn(by) {
    go("disclosure", monthAfter(this.month(), by));
  }

  async add() {
    const view = this.view;
    if (!view) return;
    const options = (/** @type {{ code: string, name: string }[]} */ named) => named.map((n) => ({ value: n.code, label: n.name }));
    const made = await askForm({
      title: `登记一笔：${period(view.month)}`,
      fields: [
        { name: "section", label: "栏目", kind: "choice", options: options(view.sections) },
        { name: "group", label: "费用类别", kind: "choice", options: options(view.groups), when: (v) => v.section === "expense" },
        { name: "label", label: "公示上印的名称", hint: "支出可以不写，就用类别的名称；不要写人名、房号" },
        { name: "amount", label: "金额（元）", kind: "money", required: true },
        { name: "note", label: "凭据或决议", hint: "如 11 月保洁合同结算单；不印在公示上" },
      ],
      yes: "登记",
      submit: (v, key) => disclosure.addEntry({ month: view.month, section: v.section, group: v.group ?? "", label: v.label, amount: v.amount, note: v.note }, key),
    });
    if (made === undefined) return;
    toast(`已登记第 ${made} 号分录`);
    await this.load();
  }

  /** @param {Entry} entry */
  async takeBack(entry) {
    const made = await askForm({
      title: `冲回第 ${entry.id} 号分录`,
      text: `${entry.section} ${entry.label} ${money(entry.amount)} 元。原来一笔留着，另记一笔相反的。`,
      fields: [{ name: "reason", label: "原因", required: true }],
      yes: "冲回",
      grave: true,
      submit: (v, key) => disclosure.reverseEntry(entry.id, v.reason, key),
    });
    if (made !== undefined) await this.load();
  }

  publish() {
    return this.show(() => disclosure.publish(this.month()));
  }

  /** @param {() => Promise<import("../ipc/types/wire").PaperHandle>} make */
  async show(make) {
    try {
      await showPapers([await make()]);
      await this.load();
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {Version} version */
  async posted(version) {
    const month = this.month();
    const done = await askForm({
      title: `登记张贴：${version.number}`,
      fields: [
        { name: "place", label: "位置", required: true, hint: "如 3栋大堂公告栏" },
        { name: "day", label: "张贴日期", kind: "date", value: this.today },
        { name: "files", label: "张贴照片", kind: "files", pick: contact.pick },
      ],
      yes: "登记",
      submit: async (v, key) => {
        await disclosure.notePosting({ month, number: version.number, place: v.place, day: v.day, files: picked(v.files) }, key);
        return true;
      },
    });
    if (done) await this.load();
  }

  /** @param {import("../ipc/types/disclosure").PostingLine} posting */
  async takeDown(posting) {
    const month = this.month();
    const done = await askForm({
      title: `撤下　${posting.place}`,
      fields: [{ name: "day", label: "撤下日期", kind: "date", value: this.today }],
      yes: "登记撤下",
      submit: async (v, key) => {
        await disclosure.takeDown(month, posting.posting, v.day, key);
        return true;
      },
    });
    if (done) await this.load();
  }

  render() {
    const view = this.view;
    if (!view) return this.error ? failure(this.error) : html`<p class="muted">正在读取……</p>`;
    return html`
      <div class="page-head">
        <h1>收支公示</h1>
        <div class="turn">
          <button class="button" @click=${() => this.turn(-1)}><span aria-hidden="true">‹</span><span class="visually-hidden">上个月</span> <kbd>Alt+←</kbd></button>
          <b>${period(view.month)}</b>
          <button class="button" @click=${() => this.turn(1)}><span aria-hidden="true">›</span><span class="visually-hidden">下个月</span> <kbd>Alt+→</kbd></button>
        </div>
        <div class="actions">
          <a class="button" href="#/billing/notices">楼栋通知</a>
          <button class="button" @click=${this.add}>登记一笔 <kbd>F8</kbd></button>
          <button class="button primary" @click=${this.publish}>${view.versions.length && !view.changed ? "看这一版" : view.versions.length ? "出新版本" : "生成公示"} <kbd>F9</kbd></button>
        </div>
      </div>
      ${this.error ? failure(this.error) : nothing}
      ${view.changed ? html`<p class="notice warn">上一版以后数字变了，公示栏上的还是旧的。出新版本，旧版本留着备查。</p>` : nothing}
      <div class="columns">
        <div class="span-7 stack">
          <section class="panel">
            <header><h2>分录</h2><span class="muted small">物业费收入由收据自动汇总，不用登记</span></header>
            ${view.entries.length ? this.entries(view.entries) : html`<p class="muted">这个月还没有登记。按 <kbd>F8</kbd> 登记支出、其他收入和公共收益。</p>`}
          </section>
          <section class="panel">
            <header><h2>版本与张贴</h2></header>
            ${view.versions.length ? html`<ul class="versions">${[...view.versions].reverse().map((v) => this.version(v))}</ul>` : html`<p class="muted">还没有生成过。公示上只有合计和户数，没有姓名、房号和一户的金额。</p>`}
          </section>
        </div>
        <section class="panel span-5">
          <header><h2>收支表</h2></header>
          ${view.notes.length ? html`<ul class="notice warn checks">${view.notes.map((n) => html`<li>${n}</li>`)}</ul>` : html`<p class="notice">各项合计已核对，百分比合计 100.0。</p>`}
          ${statement(view.totals)}
        </section>
      </div>`;
  }

  /** @param {Entry[]} entries */
  entries(entries) {
    return list({
      caption: "分录",
      columns: [
        { title: "编号", number: true, cell: (e) => e.id },
        { title: "栏目", cell: (e) => e.section },
        { title: "名称", cell: (e) => e.label, grow: true },
        { title: "凭据或决议", cell: (e) => e.note },
        { title: "金额（元）", number: true, cell: (e) => money(e.amount) },
        { title: "", cell: (e) => (e.taken_back ? html`<span class="tag">冲回</span>` : html`<button class="link" @click=${() => this.takeBack(e)}>冲回</button>`) },
      ],
      rows: entries,
      mark: (e) => (e.taken_back ? "muted" : ""),
    });
  }

  /** @param {Version} v */
  version(v) {
    return html`
      <li>
        <div><b>第 ${v.version} 版</b><span>${v.number}</span><span class="muted">${v.on}　${v.operator}</span>
          <span class="row-actions"><button class="link" @click=${() => this.show(() => disclosure.version(this.month(), v.number))}>看</button><button class="link" @click=${() => this.posted(v)}>登记张贴</button></span></div>
        ${v.postings.map((p) => html`<small class="muted posting">${p.day} 贴于 ${p.place}（${p.operator}）${p.taken_down ? `，${p.taken_down} 撤下` : ""} ${pictureLinks(p.pictures)}${p.taken_down ? nothing : html`<button class="link" @click=${() => this.takeDown(p)}>撤下</button>`}</small>`)}
      </li>`;
  }
}
customElements.define("zf-disclosure", Disclosure);
