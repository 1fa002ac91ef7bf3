import { html } from "lit";
import * as ticket from "../../ipc/ticket.js";
import { TextForm } from "../settings/text-form.js";

/** 时限: what is promised, level by level. */
class TicketTerms extends TextForm {
  async fetch() {
    this.fields = await ticket.terms();
  }

  /** @param {Record<string, string>} fields @param {string} key */
  send(fields, key) {
    return ticket.setTerms(fields, key);
  }

  /** The fields of one level, under its name. @param {string} level */
  level(level) {
    const fields = this.fields.filter((f) => f.name.startsWith(`${level}.`));
    const name = fields[0]?.label.split("：")[0] ?? level;
    return html`<section class="panel" role="group" aria-label=${name}><h2>${name}</h2>${fields.map((f) => this.field({ ...f, label: f.label.split("：")[1] ?? f.label }))}</section>`;
  }

  body() {
    const rest = this.fields.filter((f) => !/^p\d\./.test(f.name));
    return html`
      <p class="notice">这里先按通行做法填好。改后新登记和未办结的工单都按新的算。挂起期间时限不走，到挂起期满又继续。</p>
      <form class="terms" @submit=${this.save} novalidate>
        <div class="levels">${["p0", "p1", "p2", "p3", "p4"].map((level) => this.level(level))}
          <section class="panel" role="group" aria-label="通用"><h2>通用</h2>${rest.map((f) => this.field(f))}</section></div>
        ${this.buttons()}
      </form>`;
  }
}
customElements.define("zf-ticket-terms", TicketTerms);
