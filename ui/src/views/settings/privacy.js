import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { confirmed } from "../../components/dialog.js";
import { showPapers } from "../../components/paper.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import { intention } from "../../ipc/index.js";
import * as words from "../../ipc/words.js";
import { SettingsTab } from "./page.js";

/** 个人信息: what left the office, what is no longer needed, copies for owners, lists that hang. */
class Privacy extends SettingsTab {
  static properties = { ...SettingsTab.properties, view: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/words").PrivacyView | undefined} */ this.view = undefined;
  }

  async fetch() {
    this.view = await words.privacy();
  }

  isEmpty() {
    return !this.view;
  }

  async ownData() {
    const paper = await askForm({
      title: "个人信息副本",
      text: "业主有权查询、复制自己的信息（个人信息保护法第45条）。先核对申请人身份，身份证件看过即还，不复印。",
      fields: [{ name: "room", label: "房号", required: true }, { name: "requester", label: "申请人", required: true, hint: "本人姓名，或授权人姓名及授权书" }],
      yes: "生成并预览",
      submit: (v) => words.ownData(v.room, v.requester),
    });
    if (!paper) return;
    await showPapers([paper]);
    await this.load();
  }

  async mask() {
    const count = this.view?.outdated.length ?? 0;
    if (!(await confirmed("隐去电话", `${count} 户前业主结清已满三年，电话改为 138****5678 的样子，不能恢复。账单和收据不变。`, "隐去", { grave: true }))) return;
    await this.tried(async () => {
      toast(`已隐去 ${await words.mask(intention())} 户`);
      await this.fetch();
    });
  }

  async maskedList() {
    const paper = await askForm({
      title: "张贴隐去楼层的房号",
      text: "只在当地规定明确把公示列为催缴方式时使用，由项目经理决定。不含姓名、金额、期间；有争议、分期、承诺或暂停的户不列；少于 5 户不张贴。",
      fields: [
        { name: "building", label: "楼栋", required: true },
        { name: "basis", label: "张贴依据", required: true, hint: "规定名称和条款，会印在表上" },
        { name: "remove_by", label: "最迟撤下日期", kind: "date", required: true, hint: "30 天以内" },
        { name: "days", label: "缴费期限（天）", kind: "number", value: "15" },
      ],
      yes: "生成并预览",
      submit: (v) => words.maskedList({ building: v.building, basis: v.basis, remove_by: v.remove_by, days: v.days }),
    });
    if (!paper) return;
    await showPapers([paper]);
    await this.load();
  }

  renderExports() {
    const { exports } = /** @type {import("../../ipc/types/words").PrivacyView} */ (this.view);
    return html`<section class="panel"><header><h2>导出记录</h2></header>
      ${exports.length ? list({
        caption: "导出记录",
        columns: [
          { title: "日期", cell: (e) => e.on },
          { title: "内容", cell: (e) => e.what },
          { title: "房号", cell: (e) => e.room || html`<span class="muted">—</span>` },
          { title: "用途", grow: true, cell: (e) => e.purpose },
          { title: "交给", cell: (e) => e.recipient || html`<span class="muted">本单位</span>` },
          { title: "操作人", cell: (e) => e.operator },
        ],
        rows: exports,
      }) : html`<p class="muted">还没有导出过含业主信息的表格或资料。以后每次导出都记在这里：谁、什么时候、为什么、给了谁。</p>`}</section>`;
  }

  body() {
    const view = /** @type {import("../../ipc/types/words").PrivacyView} */ (this.view);
    return html`
      <section class="panel"><header><h2>业主的权利</h2><span class="actions"><button class="button" @click=${this.ownData}>个人信息副本……</button></span></header>
        <p class="muted">打印一户的全部个人信息、保存的理由和期限、提供给了谁，附更正申请表。更正在“档案”里办理。</p></section>
      <section class="panel"><header><h2>保存期限</h2>${view.outdated.length ? html`<span class="actions"><button class="button" @click=${this.mask}>隐去 ${view.outdated.length} 户的电话……</button></span>` : nothing}</header>
        ${view.outdated.length ? list({ caption: "到期的联系方式", rows: view.outdated, columns: [{ title: "房号", cell: (o) => o.room }, { title: "前业主电话", cell: (o) => o.phones }, { title: "结清日", grow: true, cell: (o) => o.settled }] }) : html`<p class="muted">前业主结清满三年后，电话只留隐去的号码。现在没有到期的。</p>`}</section>
      <section class="panel"><header><h2>隐去楼层的房号表</h2>${view.masked_list_allowed ? html`<span class="actions"><button class="button" @click=${this.maskedList}>生成……</button></span>` : nothing}</header>
        ${view.masked_lists.length ? list({ caption: "张贴过的房号表", rows: view.masked_lists, columns: [{ title: "编号", cell: (l) => l.number }, { title: "位置", cell: (l) => l.place }, { title: "依据", grow: true, cell: (l) => l.basis }, { title: "批准", cell: (l) => l.approved_by }, { title: "最迟撤下", cell: (l) => l.remove_by }, { title: "状态", cell: (l) => html`<span class=${l.overdue ? "danger" : ""}>${l.state}</span>` }] }) : nothing}
        ${view.masked_list_allowed ? nothing : html`<p class="muted">没有开放。公示一律只写户数；当地规定明确允许的，在“本地规定”里打开。</p>`}</section>
      ${this.renderExports()}`;
  }
}
customElements.define("zf-privacy", Privacy);
