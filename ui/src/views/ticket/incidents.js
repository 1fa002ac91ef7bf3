import { html } from "lit";
import { askForm } from "../../components/ask-form.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as ticket from "../../ipc/ticket.js";
import { TicketsPart } from "./live.js";

/** 事件: many tickets, one answer. */
class Incidents extends TicketsPart {
  static properties = { ...TicketsPart.properties, rows: { state: true }, over: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/ticket/others").IncidentRow[] | undefined} */ this.rows = undefined;
    this.over = false;
  }

  async fetch() {
    this.rows = await ticket.incidents(this.over);
  }

  async begin() {
    const done = await askForm({
      title: "立事件",
      text: "很多人同时报的一件事：写好统一答复，前台照着说；以后登记时选这个事件，一次答复、一次办结。",
      fields: [
        { name: "title", label: "名称", required: true, hint: "如 3栋停水" },
        { name: "script", label: "统一答复", kind: "note", required: true },
        { name: "tickets", label: "已登记的哪些工单并入（可不填）", hint: "工单号之间用空格隔开" },
      ],
      yes: "立事件",
      submit: (v, key) => ticket.beginIncident(v.title, v.script, v.tickets.split(/[\s、，,]+/).filter(Boolean), key).then(() => true),
    });
    if (done) this.load();
  }

  /** @param {import("../../ipc/types/ticket/others").IncidentRow} row @param {boolean} ends */
  async say(row, ends) {
    const count = await askForm({
      title: `${ends ? "结束" : "统一答复"}　${row.title}`,
      text: ends ? `${row.open} 张未办结的工单一起办结；投诉仍要逐件回访。` : `登记到 ${row.open} 张未办结的工单上。`,
      fields: [{ name: "words", label: ends ? "结果" : "答复内容", kind: "note", value: ends ? "" : row.script, required: true }],
      yes: ends ? "结束并办结" : "答复",
      grave: ends,
      submit: (v, key) => (ends ? ticket.endIncident : ticket.answerIncident)(row.incident, v.words, key),
    });
    if (count !== undefined) toast(`${count} 张工单已${ends ? "办结" : "答复"}`);
    this.load();
  }

  render() {
    if (this.error) return failure(this.error);
    if (!this.rows) return html`<p class="muted">正在读取……</p>`;
    return html`
      <div class="tools"><label class="check"><input type="checkbox" .checked=${this.over} @change=${(/** @type {any} */ e) => { this.over = e.target.checked; this.load(); }} /> 含已结束</label>
        <span class="actions"><button class="button primary" @click=${() => this.begin()}>立事件</button></span></div>
      ${this.rows.length
        ? html`<section class="panel">${list({
            caption: "事件",
            columns: [
              { title: "事件", cell: (r) => r.title },
              { title: "开始", cell: (r) => r.at },
              { title: "工单", number: true, cell: (r) => r.tickets },
              { title: "未办结", number: true, cell: (r) => r.open },
              { title: "统一答复", grow: true, cell: (r) => r.ended || r.script },
              { title: "", cell: (r) => (r.ended ? html`<span class="muted">已结束</span>` : html`<span class="row-actions"><button class="link" @click=${() => this.say(r, false)}>统一答复</button><button class="link" @click=${() => this.say(r, true)}>结束</button></span>`) },
            ],
            rows: this.rows,
          })}</section>`
        : empty("没有进行中的事件。停水、停电、电梯故障等很多人同时来问的，立一个事件统一答复。")}`;
  }
}
customElements.define("zf-incidents", Incidents);
