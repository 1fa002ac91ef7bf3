import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { ZfElement } from "../../components/element.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as register from "../../ipc/register.js";

/** @typedef {import("../../ipc/types/register/spaces").ConcessionLine} ConcessionLine */

/** 空置与减免: what is let off by approval, and until when. */
class Concessions extends ZfElement {
  static properties = { lines: { state: true }, error: { state: true }, all: { state: true } };

  constructor() {
    super();
    /** @type {ConcessionLine[] | undefined} */ this.lines = undefined;
    /** @type {unknown} */ this.error = undefined;
    this.all = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    try {
      this.lines = await register.concessions();
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {ConcessionLine} line */
  async end(line) {
    const back = await askForm({
      title: `结束${line.kind} ${line.room}`,
      text: "从次日起恢复全额；已经出账又减掉的部分重新应收。",
      fields: [{ name: "on", label: "最后一天", kind: "date", required: true }, { name: "reason", label: "原因", required: true, hint: "例如：已入住" }],
      yes: "结束",
      submit: (v, key) => register.endConcession(line.id, v.on, v.reason, key),
    });
    if (back === undefined) return;
    toast(`${line.room} 的${line.kind}已结束，恢复应收 ${back} 元。`);
    this.load();
  }

  render() {
    if (this.error) return failure(this.error);
    if (!this.lines) return nothing;
    if (!this.lines.length) return empty("没有空置优惠或减免。要申请，请在柜台打开这一户，按 F6 办理里提出，批准后在这里列出。", html`<a class="button" href="#/counter">到柜台</a>`);
    const rows = this.all ? this.lines : this.lines.filter((l) => l.running);
    return html`
      <div class="tools">
        <label class="inline"><input type="checkbox" .checked=${this.all} @change=${(/** @type {any} */ e) => { this.all = e.target.checked; }} /> 也列出已结束的</label>
        <span class="muted">${rows.length} 项</span>
      </div>
      ${rows.length ? list({
        caption: "空置与减免",
        rows,
        columns: [
          { title: "房号", cell: (l) => html`<a href=${`#/register/home/${l.room}`}>${l.room}</a>` },
          { title: "种类", cell: (l) => l.kind },
          { title: "减收", cell: (l) => l.off, number: true },
          { title: "项目", cell: (l) => l.item || "全部", grow: true },
          { title: "自", cell: (l) => html`<span class="nowrap">${l.first}</span>` },
          { title: "至", cell: (l) => html`<span class="nowrap">${l.last || "另行结束"}</span>` },
          { title: "审批单", cell: (l) => html`<span class="nowrap">${l.form}</span>` },
          { title: "", cell: (l) => (l.running ? html`<button class="button quiet" @click=${() => this.end(l)}>结束……</button>` : nothing) },
        ],
      }) : empty("现在没有生效的空置优惠或减免。")}`;
  }
}
customElements.define("zf-register-concessions", Concessions);
