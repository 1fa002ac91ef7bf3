import { html, nothing } from "lit";
import { ask, confirmed } from "../../components/dialog.js";
import { askForm } from "../../components/ask-form.js";
import { beginAnew, refreshFrame } from "../../components/shell.js";
import { empty } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import { intention } from "../../ipc/index.js";
import * as settings from "../../ipc/settings.js";
import { day, money } from "../../lib/format.js";
import { SettingsTab } from "./page.js";

/** @typedef {import("../../ipc/types/settings").CopyView} CopyView */

/** `12.3 MB` @param {number} bytes */
const size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`);

/** The findings of a check, in full. @param {import("../../ipc/types/settings").FindingLine[]} findings */
const findings = (findings) =>
  list({ caption: "不符之处", rows: findings, columns: [{ title: "检查", cell: (f) => f.check }, { title: "位置", cell: (f) => f.row }, { title: "说明", grow: true, cell: (f) => f.detail }] });

/** What a copy turned out to be. @param {CopyView} c */
function verdict(c) {
  if (c.findings.length) return html`<div class="notice error" role="alert">这份备份有 ${c.findings.length} 处不符，不能用来恢复。请另选一份。</div>${findings(c.findings)}`;
  if (c.of_this_book === false) return html`<p class="notice warn">这份备份本身完好，但<b>不是这本账</b>的备份（操作链对不上）。</p>`;
  if (c.same_contents) return html`<p class="notice">备份完好，和现在的账本<b>完全一致</b>：同一条最后操作，户数、收据、未收、预存都相同。</p>`;
  if (c.same_contents === false) return html`<p class="notice error" role="alert">备份和账本停在同一条操作，合计却不同。请先核对账本。</p>`;
  return html`<p class="notice">备份完好，是这本账的备份；备份以后账本又记了 <b>${c.acts_since}</b> 条操作。</p>`;
}

/** @param {CopyView} c */
const contents = (c) => html`
  ${verdict(c)}
  <dl class="facts">
    <dt>服务中心</dt><dd>${c.office}</dd>
    <dt>账记到</dt><dd>${c.last_day ? day(c.last_day) : "还没有记账"}</dd>
    <dt>房屋</dt><dd>${c.homes} 户</dd>
    <dt>收据</dt><dd>${c.receipts} 张，合计 ${money(c.received)} 元</dd>
    <dt>未收</dt><dd>${money(c.open)} 元</dd>
    <dt>预存</dt><dd>${money(c.prepaid)} 元</dd>
    <dt>操作</dt><dd>${c.last_act} 条，校验码 <code>${c.hash}</code></dd>
    <dt>核对</dt><dd>打开读过一遍：${c.acts} 条操作、${c.facts} 条明细逐条核对${c.findings.length ? "" : "，无误"}</dd>
  </dl>`;

/** 备份 */
class Backup extends SettingsTab {
  static properties = { ...SettingsTab.properties, lines: { state: true }, rules: { state: true }, busy: { state: true }, verified: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/settings").BackupLine[]} */ this.lines = [];
    /** @type {import("../../ipc/types/settings").DeskRulesView | undefined} */ this.rules = undefined;
    this.busy = "";
    /** @type {import("../../ipc/types/settings").VerifyView | undefined} */ this.verified = undefined;
  }

  async fetch() {
    [this.lines, this.rules] = await Promise.all([settings.backups(), settings.deskRules()]);
  }

  /** @param {string} what @param {() => Promise<unknown>} act */
  async while(what, act) {
    if (this.busy) return;
    this.busy = what;
    await this.tried(act);
    this.busy = "";
  }

  backUp() {
    return this.while("正在备份，写完会读回核对……", async () => {
      const made = await settings.backUp();
      if (!made) return;
      toast(`已备份并读回核对：${made.path}`);
      await this.fetch();
      refreshFrame();
    });
  }

  /** Tries a copy out; with `restore` it may take the place of the book. @param {boolean} restore */
  look(restore) {
    return this.while("正在打开备份，逐条核对……", async () => {
      const copy = await settings.lookAtCopy();
      this.busy = "";
      if (!copy) return;
      const may = restore && !copy.findings.length;
      const yes = await ask({
        title: restore ? "用这份备份恢复" : "恢复演练",
        body: () => contents(copy),
        actions: (close) => html`
          <button class="button" @click=${() => close(false)}>${may ? "不恢复" : "关闭"}</button>
          ${may ? html`<button class="button grave" @click=${() => close(true)}>恢复这份备份……</button>` : nothing}`,
      });
      if (yes) await this.restore(copy);
    });
  }

  /** @param {CopyView} copy */
  async restore(copy) {
    const lost = copy.of_this_book && copy.acts_since > 0 ? `备份以后记的 ${copy.acts_since} 条操作会从账本里消失，需要重新录入。` : "";
    const sure = await confirmed("确定恢复", `账本将回到${copy.last_day ? day(copy.last_day) : "备份时"}的样子。${lost}现在的账本会改名保留在旁边（.replaced）。`, "恢复", { grave: true });
    if (!sure) return;
    await settings.restore();
    toast("已恢复，原来的账本改名保留在旁边");
    await beginAnew();
  }

  verify() {
    return this.while("正在核对整本账……", async () => {
      this.verified = await settings.verify();
    });
  }

  async remind() {
    const now = /** @type {import("../../ipc/types/settings").DeskRulesView} */ (this.rules);
    const done = await askForm({
      title: "备份提醒",
      fields: [{ name: "days", label: "几天没有备份到 U 盘就提醒", kind: "number", value: String(now.backup_days), hint: "0—90；0 为不提醒" }],
      yes: "保存",
      submit: async (v) => {
        await settings.changeDeskRules({ ...now, backup_days: Number.parseInt(v.days, 10) || 0 }, intention());
        return true;
      },
    });
    if (!done) return;
    await this.load();
    refreshFrame();
  }

  made() {
    if (!this.lines.length) return empty("还没有备份过。请插上 U 盘，点“备份账本”，把备份存到 U 盘上。");
    return list({
      caption: "做过的备份",
      rows: this.lines,
      columns: [
        { title: "时间", cell: (b) => html`<span class="nowrap">${b.at.replace("T", " ").slice(0, 16)}</span>` },
        { title: "位置", grow: true, cell: (b) => html`<span class="path">${b.path}</span>${b.there ? nothing : html` <span class="muted">（现在找不到，可能 U 盘没有插上）</span>`}` },
        { title: "在哪里", cell: (b) => html`<span class="nowrap">${b.apart ? "另一块盘" : html`<span class="warn">和账本同一块盘</span>`}</span>` },
        { title: "大小", number: true, cell: (b) => size(b.bytes) },
        { title: "记到第几条", number: true, cell: (b) => b.last_act },
      ],
    });
  }

  checked() {
    const v = this.verified;
    if (!v) return html`<p class="muted">逐条核对签名链、号码、金额和合计；查账期间柜台照常可用。</p>`;
    if (!v.findings.length) return html`<p class="notice">账本无误：${v.acts} 条操作、${v.facts} 条明细逐条核对，签名链、号码、金额与合计全部一致。</p>`;
    return html`<div class="notice error" role="alert">账本有 ${v.findings.length} 处不符。请先停止记账，用最近一份完好的备份恢复，并导出日志联系支持人员。</div>${findings(v.findings)}`;
  }

  body() {
    const days = this.rules?.backup_days ?? 0;
    return html`
      ${this.busy ? html`<p class="notice" role="status">${this.busy}</p>` : nothing}
      <section class="panel"><header><h2>备份</h2><span class="muted">${days ? `超过 ${days} 天没有备份到 U 盘会提醒` : "不提醒"}</span>
        <span class="actions"><button class="button quiet" @click=${this.remind}>改提醒天数</button><button class="button primary" ?disabled=${!!this.busy} @click=${this.backUp}>备份账本……</button></span></header>${this.made()}</section>
      <section class="panel"><header><h2>恢复</h2><span class="actions"><button class="button" ?disabled=${!!this.busy} @click=${() => this.look(false)}>恢复演练……</button><button class="button grave" ?disabled=${!!this.busy} @click=${() => this.look(true)}>恢复备份……</button></span></header>
        <p class="muted">演练：把一份备份当真打开，逐条核对，再和现在的账本比合计与校验码，账本不动。每月做一次，备份才靠得住。</p></section>
      <section class="panel"><header><h2>核对账本</h2><span class="actions"><button class="button" ?disabled=${!!this.busy} @click=${this.verify}>核对整本账</button></span></header>${this.checked()}</section>`;
  }
}
customElements.define("zf-backup", Backup);
