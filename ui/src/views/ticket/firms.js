import { html } from "lit";
import { askForm } from "../../components/ask-form.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import * as ticket from "../../ipc/ticket.js";
import { TicketsPart } from "./live.js";

/** 外包单位: whom a ticket can be given to outside the office. */
class Firms extends TicketsPart {
  static properties = { ...TicketsPart.properties, rows: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/ticket/others").Firm[] | undefined} */ this.rows = undefined;
  }

  async fetch() {
    this.rows = await ticket.contractors();
  }

  /** @param {import("../../ipc/types/ticket/others").Firm} [firm] */
  async edit(firm) {
    await askForm({
      title: firm ? firm.name : "登记外包单位",
      fields: [
        ...(firm ? [] : [{ name: "name", label: "单位名称", required: true }]),
        { name: "trade", label: "做什么", value: firm?.trade ?? "", hint: "如 电梯维保" },
        { name: "phone", label: "电话", value: firm?.phone ?? "" },
        { name: "ended", label: "不再合作", kind: "check", value: String(firm?.ended ?? false) },
      ],
      yes: "保存",
      submit: (v, key) => ticket.setContractor({ name: firm?.name ?? v.name, trade: v.trade, phone: v.phone, ended: v.ended === "true" }, key),
    });
    this.load();
  }

  render() {
    if (this.error) return failure(this.error);
    if (!this.rows) return html`<p class="muted">正在读取……</p>`;
    return html`
      <div class="tools"><span class="actions"><button class="button primary" @click=${() => this.edit()}>登记外包单位</button></span></div>
      ${this.rows.length
        ? html`<section class="panel">${list({
            caption: "外包单位",
            columns: [
              { title: "单位", cell: (r) => r.name },
              { title: "专业", cell: (r) => r.trade },
              { title: "电话", cell: (r) => r.phone },
              { title: "", grow: true, cell: (r) => html`<span class="muted">${r.ended ? "不再合作" : ""}</span>` },
            ],
            rows: this.rows,
            onPick: (r) => this.edit(r),
            mark: (r) => (r.ended ? "void" : ""),
          })}</section>`
        : empty("还没有外包单位。电梯维保、消防、防水等外单位登记后，就能派单给它们。")}`;
  }
}
customElements.define("zf-firms", Firms);
