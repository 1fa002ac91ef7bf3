import { html, nothing } from "lit";
import { ZfElement } from "../../components/element.js";
import { confirmed } from "../../components/dialog.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as billing from "../../ipc/billing.js";
import * as tariff from "../../ipc/tariff.js";
import { addItem, addTariff, addVersion, assign, end } from "./price-forms.js";
import { tryPrice } from "./price-trial.js";

/** 价格: items, tariffs, for whom; another price is tried before it takes effect. */
class PricesTab extends ZfElement {
  static properties = { prices: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/tariff").Prices | undefined} */ this.prices = undefined;
    /** @type {string[]} */ this.buildings = [];
    /** @type {unknown} */ this.error = undefined;
  }

  async connectedCallback() {
    super.connectedCallback();
    try {
      [this.prices, { buildings: this.buildings }] = await Promise.all([tariff.prices(), billing.choices()]);
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {Promise<import("../../ipc/types/tariff").Prices | undefined>} change */
  async changed(change) {
    try {
      this.prices = (await change) ?? this.prices;
    } catch (refused) {
      toast(/** @type {Error} */ (refused).message);
    }
  }

  /** @param {import("../../ipc/types/tariff").Scope} scope */
  async unassign(scope) {
    if (await confirmed("取消适用范围", `取消“${scope.text}”后，这些房屋以后不再按本标准出账。`, "取消适用", { grave: true })) this.changed(tariff.unassign(scope.id));
  }

  render() {
    if (this.error) return failure(this.error);
    if (!this.prices) return nothing;
    const { items, tariffs } = this.prices;
    return html`
      <section class="panel" aria-label="收费标准">
        <header><h2>收费标准</h2><div class="actions">
          <button class="button primary" ?disabled=${!items.length} @click=${() => this.changed(addTariff(/** @type {any} */ (this.prices)))}>新增标准</button></div></header>
        ${tariffs.length ? tariffs.map((t) => this.tariff(t)) : empty(items.length ? "还没有收费标准。新增标准并指定适用范围后，才能出账。" : "先在下面新增收费项目，再新增标准。")}
      </section>
      <section class="panel" aria-label="收费项目">
        <header><h2>收费项目</h2><div class="actions"><button class="button" @click=${() => this.changed(addItem(/** @type {any} */ (this.prices)))}>新增项目</button></div></header>
        ${items.length
          ? list({
              caption: "收费项目",
              columns: [
                { title: "名称", cell: (i) => i.name },
                { title: "代码", cell: (i) => i.code },
                { title: "性质", cell: (i) => i.class },
                { title: "逾期可计违约金", cell: (i) => (i.bears_late ? "可以（须有合同条款）" : "否") },
                { title: "价内税率", grow: true, cell: (i) => (i.vat ? `${i.vat}%` : "—") },
              ],
              rows: items,
            })
          : empty("还没有收费项目。")}
      </section>`;
  }

  /** @param {import("../../ipc/types/tariff").Tariff} t */
  tariff(t) {
    return html`
      <article class="tariff">
        <header><h3>${t.name}</h3><span class="muted">${t.item}</span>${t.ends ? html`<span class="tag">${t.ends} 后停用</span>` : nothing}
          <div class="chips">${t.scopes.map((s) => html`<button class="chip" title="取消这条范围" @click=${() => this.unassign(s)}>${s.text} ×</button>`)}${t.scopes.length ? nothing : html`<span class="danger">还没有适用范围，不会出账</span>`}</div>
          <span class="row-actions">
            <button class="link" @click=${() => this.changed(assign(t, /** @type {any} */ (this.prices), this.buildings))}>加适用范围</button>
            <button class="link" @click=${() => this.changed(addVersion(t))}>调价</button>
            <button class="link" @click=${() => tryPrice(t)}>测算</button>
            ${t.ends ? nothing : html`<button class="link grave" @click=${() => this.changed(end(t))}>停用</button>`}
          </span></header>
        ${list({
          caption: t.name,
          columns: [
            { title: "从", cell: (v) => v.from },
            { title: "单价", number: true, cell: (v) => html`<b>${v.price}</b> ${v.unit}` },
            { title: "周期", cell: (v) => v.cycle_label },
            { title: "取整", cell: (v) => v.rounding_label },
            { title: "应缴日", cell: (v) => v.due },
            { title: "交付当月", cell: (v) => v.start_label },
            { title: "依据", grow: true, cell: (v) => v.clause },
          ],
          rows: t.versions,
        })}
      </article>`;
  }
}
customElements.define("zf-prices", PricesTab);
