import { html, nothing } from "lit";
import * as settings from "../../ipc/settings.js";
import { refreshFrame } from "../../components/shell.js";
import { TextForm } from "./text-form.js";

const GROUPS = [
  { title: "单位", names: ["office", "company", "estate", "address", "developer"] },
  { title: "联系", names: ["phone", "complaint_phone", "hours", "signature"] },
  { title: "收款账户", names: ["account_name", "bank", "account_number"] },
  { title: "合同与收费", names: ["contract", "contract_signed", "contract_clause", "tariff_posted", "charging_form", "dispute_forum"] },
  { title: "账本", names: ["first_receipt", "go_live"] },
];

/** 单位信息: what stands on the papers, and what they still lack. */
class OfficeProfile extends TextForm {
  constructor() {
    super();
    /** @type {import("../../ipc/types/settings").MissingFor[]} */ this.missing = [];
  }

  async fetch() {
    ({ fields: this.fields, missing: this.missing } = await settings.profile());
    refreshFrame();
  }

  /** @param {Record<string, string>} fields @param {string} key */
  send(fields, key) {
    return settings.changeProfile(fields, key);
  }

  body() {
    return html`
      ${this.missing.length ? html`<div class="notice warn"><p>还有单据缺资料，补齐才能打印：</p><ul>${this.missing.map((m) => html`<li><b>${m.paper}</b>缺${m.fields.join("、")}</li>`)}</ul></div>` : nothing}
      <form @submit=${this.save} novalidate>
        <div class="groups">
          ${GROUPS.map((g) => html`<section class="panel" role="group" aria-label=${g.title}><h2>${g.title}</h2>${g.names.map((name) => this.fields.find((f) => f.name === name)).map((f) => (f ? this.field(f) : nothing))}</section>`)}
        </div>
        ${this.buttons()}
      </form>`;
  }
}
customElements.define("zf-office-profile", OfficeProfile);
