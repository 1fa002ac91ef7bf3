import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { ask, confirmed } from "../../components/dialog.js";
import { ZfElement } from "../../components/element.js";
import { exportList } from "../../components/export-list.js";
import { showPapers } from "../../components/paper.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import { intention } from "../../ipc/index.js";
import * as period from "../../ipc/period.js";
import { money, period as monthWords } from "../../lib/format.js";

const BRIDGE = ["期初欠费", "本期新增", "本期收回", "坏账核销", "减免冲销", "期末欠费"];

/** 结账: what stands in the way, the closing, the bridge, the vouchers. */
class PeriodTab extends ZfElement {
  static properties = { periods: { state: true }, view: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/period").Periods | undefined} */ this.periods = undefined;
    /** @type {import("../../ipc/types/period").MonthView | undefined} */ this.view = undefined;
    /** @type {unknown} */ this.error = undefined;
  }

  async connectedCallback() {
    super.connectedCallback();
    await this.load();
    const month = this.periods?.next || this.periods?.closed.at(-1)?.month;
    if (month) this.show(month);
  }

  async load() {
    try {
      this.periods = await period.list();
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {string} month */
  async show(month) {
    try {
      this.view = await period.month(month);
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {import("../../ipc/types/period").MonthView} view */
  async close(view) {
    const sure = await confirmed(`结账　${monthWords(view.month)}`, "结账后该月不再接受任何记录，也不能再打开；以后的更正记在未结账的月份。", "结账");
    if (!sure) return;
    try {
      this.view = await period.close(view.month, intention());
      toast(`${monthWords(view.month)} 已结账`);
      this.load();
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {Promise<import("../../ipc/types/wire").PaperHandle>} made */
  async paper(made) {
    try {
      await showPapers([await made]);
    } catch (refused) {
      toast(/** @type {Error} */ (refused).message);
    }
  }

  /** 科目对照: shown as a list; one is changed at a time. */
  async subjects() {
    for (;;) {
      const all = await period.subjects();
      const chosen = await ask({
        title: "科目对照",
        body: (/** @type {(answer?: import("../../ipc/types/period").Subject) => void} */ close) => html`<p class="muted">点一行改编码和名称。已结账月份的凭证不变。</p>${list({
          caption: "科目对照",
          columns: [{ title: "用途", grow: true, cell: (s) => s.purpose }, { title: "编码", cell: (s) => s.code }, { title: "科目", cell: (s) => s.name }],
          rows: all,
          onPick: close,
        })}`,
      });
      if (!chosen) return;
      await askForm({
        title: `科目　${chosen.purpose}`,
        fields: [{ name: "code", label: "编码", value: chosen.code, required: true }, { name: "name", label: "科目名称", value: chosen.name, required: true }],
        yes: "保存",
        submit: (v, key) => period.nameSubject(chosen.purpose, v.code, v.name, key),
      });
    }
  }

  render() {
    if (this.error) return failure(this.error);
    if (!this.periods) return nothing;
    const months = [...this.periods.closed.map((c) => c.month), ...(this.periods.next ? [this.periods.next] : [])];
    if (!months.length) return empty("账本里还没有记录，不用结账。");
    return html`
      <div class="chips" role="group" aria-label="月份">${months.slice(-14).map((m) => html`<button class="chip" aria-pressed=${m === this.view?.month} @click=${() => this.show(m)}>${monthWords(m)}${m === this.periods?.next ? "" : "　已结"}</button>`)}</div>
      ${this.view ? this.month(this.view) : nothing}`;
  }

  /** @param {import("../../ipc/types/period").MonthView} view */
  month(view) {
    return html`
      <section class="panel" aria-label="结账">
        <header><h2>${monthWords(view.month)}</h2><span class="tag">${view.closed ? "已结账" : "未结账"}</span>
          <div class="actions">${view.closed ? nothing : html`<button class="button primary" ?disabled=${view.obstacles.length > 0} @click=${() => this.close(view)}>结账</button>`}</div></header>
        ${view.closed ? html`<p class="muted">该月不再接受记录；更正请记在未结账的月份。</p>` : view.obstacles.length ? html`<p>还不能结账，先办完这些：</p><ul>${view.obstacles.map((o) => html`<li class="danger">${o}</li>`)}</ul>` : html`<p>没有要先办的事，可以结账。</p>`}
        ${view.warnings.map((w) => html`<p class="notice warn">${w}</p>`)}
      </section>
      <section class="panel" aria-label="欠费变动表">
        <header><h2>欠费变动表</h2><span class="muted">单位：元</span><div class="actions">
          <button class="button" @click=${() => this.paper(period.bridgePaper(view.month, false))}>按项目打印</button><button class="button" @click=${() => this.paper(period.bridgePaper(view.month, true))}>按楼栋打印</button></div></header>
        ${list({
          caption: "欠费变动表",
          columns: [{ title: "项目", grow: true, cell: (b) => b.name }, ...BRIDGE.map((title, i) => ({ title, number: true, cell: (/** @type {any} */ b) => money(b.amounts[i]) }))],
          rows: view.bridge,
        })}
      </section>
      <section class="panel" aria-label="记账凭证">
        <header><h2>记账凭证</h2><span class="muted">${view.vouchers} 张，借方 ${money(view.debit)} 元，贷方 ${money(view.credit)} 元</span><div class="actions">
          <button class="button" @click=${() => this.subjects()}>科目对照</button>
          <button class="button" @click=${() => exportList(`记账凭证${view.month}`, "period_export_vouchers", { period: view.month, rooms: false })}>导出凭证</button></div></header>
        ${list({
          caption: "凭证与账本核对",
          columns: [
            { title: "核对", grow: true, cell: (t) => t.name },
            { title: "月初", number: true, cell: (t) => money(t.opening) },
            { title: "凭证发生", number: true, cell: (t) => money(t.moved) },
            { title: "月末", number: true, cell: (t) => money(t.closing) },
            { title: "差额", number: true, cell: (t) => html`<span class=${t.difference ? "danger" : ""}>${money(t.difference)}</span>` },
          ],
          rows: view.trial,
        })}
      </section>`;
  }
}
customElements.define("zf-period", PeriodTab);
