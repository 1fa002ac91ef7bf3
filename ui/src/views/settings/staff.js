import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { refreshFrame } from "../../components/shell.js";
import { empty } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import { intention } from "../../ipc/index.js";
import * as login from "../../ipc/login.js";
import * as settings from "../../ipc/settings.js";
import { SettingsTab } from "./page.js";

/** @typedef {import("../../ipc/types/settings").StaffLine} StaffLine */

/** The two typed passwords must be the same. @param {Record<string, string>} v */
function twice(v) {
  if (v.fresh !== v.again) throw new Error("两次输入的密码不一样，请重新输入。");
  return v.fresh;
}

const NEW_PASSWORD = /** @type {import("../../components/ask-form.js").Field[]} */ ([
  { name: "fresh", label: "新密码", kind: "password", required: true, hint: "至少 6 位，字母和数字混用更好" },
  { name: "again", label: "再输一次", kind: "password", required: true },
]);

/** 人员与权限 */
class Staff extends SettingsTab {
  static properties = { ...SettingsTab.properties, view: { state: true }, reveals: { state: true }, rules: { state: true }, limits: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/settings").StaffView | undefined} */ this.view = undefined;
    /** @type {import("../../ipc/types/settings").RevealLine[]} */ this.reveals = [];
    /** @type {import("../../ipc/types/settings").DeskRulesView | undefined} */ this.rules = undefined;
    /** @type {import("../../ipc/types/settings").LimitsView | undefined} */ this.limits = undefined;
  }

  async fetch() {
    [this.view, this.rules, this.limits] = await Promise.all([settings.staff(), settings.deskRules(), settings.limits()]);
    this.reveals = this.view.may_change ? await settings.reveals() : [];
  }

  isEmpty() {
    return !this.view;
  }

  /** @param {StaffLine} [member] */
  async name(member) {
    const roles = this.view?.roles.map((r) => ({ value: r.code, label: r.label }));
    const done = await askForm({
      title: member ? `调整岗位：${member.name}` : "登记人员",
      fields: [
        ...(member ? [] : [/** @type {import("../../components/ask-form.js").Field} */ ({ name: "name", label: "姓名", required: true })]),
        { name: "role", label: "岗位", kind: "choice", options: roles, value: member?.role },
      ],
      yes: member ? "调整" : "登记",
      submit: async (v, key) => {
        await settings.nameStaff(member?.name ?? v.name, v.role, key);
        return true;
      },
    });
    if (done) await this.load();
  }

  /** @param {StaffLine} member */
  async leave(member) {
    const done = await askForm({
      title: `离岗：${member.name}`,
      text: "离岗以后不能再登录，以前经办的记录都保留。",
      fields: [],
      yes: "办理离岗",
      grave: true,
      submit: async (_, key) => {
        await settings.staffLeaves(member.name, key);
        return true;
      },
    });
    if (done) await this.load();
  }

  /** @param {StaffLine} member */
  async password(member) {
    const first = !this.view?.login;
    const done = await askForm({
      title: `${member.password ? "重设" : "设置"}密码：${member.name}`,
      text: first ? "设好第一个密码以后，这台电脑就要登录才能用；窗口会马上锁定，请用这个密码登录。" : undefined,
      fields: NEW_PASSWORD,
      yes: "设置",
      submit: async (v) => {
        await settings.setPassword(member.name, twice(v));
        return true;
      },
    });
    if (!done) return;
    toast("密码已设置");
    if (first) refreshFrame();
    else await this.load();
  }

  async ownPassword() {
    const done = await askForm({
      title: "修改我的密码",
      fields: [{ name: "old", label: "现在的密码", kind: "password", required: true }, ...NEW_PASSWORD],
      yes: "修改",
      submit: async (v) => {
        await login.changePassword(v.old, twice(v));
        return true;
      },
    });
    if (done) toast("密码已修改");
  }

  async lockAfter() {
    const now = /** @type {import("../../ipc/types/settings").DeskRulesView} */ (this.rules);
    const done = await askForm({
      title: "自动锁定",
      fields: [{ name: "minutes", label: "几分钟没有操作就锁定", kind: "number", value: String(now.lock_minutes), hint: "0—120；0 为不自动锁定" }],
      yes: "保存",
      submit: async (v) => {
        await settings.changeDeskRules({ ...now, lock_minutes: Number.parseInt(v.minutes, 10) || 0 }, intention());
        return true;
      },
    });
    if (!done) return;
    await this.load();
    refreshFrame();
  }

  async changeLimits() {
    const now = /** @type {import("../../ipc/types/settings").LimitsView} */ (this.limits);
    const done = await askForm({
      title: "审批限额",
      text: "整张单的金额在限额以内，这个岗位就能批；超过的由上一级批。",
      fields: [
        { name: "supervisor", label: "客服主管（元）", kind: "money", value: now.supervisor, required: true },
        { name: "manager", label: "项目经理（元）", kind: "money", value: now.manager, required: true, hint: "超过的由公司批" },
        { name: "write_off", label: "坏账核销，项目经理（元）", kind: "money", value: now.write_off, required: true, hint: "0 为一律由公司批" },
      ],
      yes: "保存",
      submit: async (v, key) => {
        await settings.setLimits({ supervisor: v.supervisor, manager: v.manager, write_off: v.write_off }, key);
        return true;
      },
    });
    if (done) await this.load();
  }

  limitsPanel() {
    const { supervisor, manager, write_off } = /** @type {import("../../ipc/types/settings").LimitsView} */ (this.limits);
    return html`<section class="panel"><header><h2>审批限额</h2>
      <span>客服主管 <b>${supervisor}</b> 元以内，项目经理 <b>${manager}</b> 元以内，超过的由公司批；坏账核销${write_off !== "0.00" ? html`项目经理 <b>${write_off}</b> 元以内` : "一律由公司批"}。</span>
      <span class="actions">${this.view?.may_change ? html`<button class="button" @click=${this.changeLimits}>修改</button>` : nothing}</span></header></section>`;
  }

  people() {
    const { staff, login: needed, may_change: may } = /** @type {import("../../ipc/types/settings").StaffView} */ (this.view);
    if (!staff.length) return empty("还没有登记人员。请先登记项目经理，再登记其他人。", html`<button class="button primary" @click=${() => this.name()}>登记人员</button>`);
    const acts = (/** @type {StaffLine} */ m) => html`<span class="row-acts">
      <button class="button" @click=${() => this.password(m)}>${m.password ? "重设密码" : "设置密码"}</button>
      <button class="button" @click=${() => this.name(m)}>调整岗位</button>
      <button class="button" @click=${() => this.leave(m)}>离岗</button></span>`;
    return html`
      ${needed ? nothing : html`<p class="notice">还没有人设密码，谁都可以用这台电脑；点左下角的姓名（Ctrl+L）换人，之后的操作记在谁名下。要防别人冒用，请先给项目经理设密码，再给其他人设。</p>`}
      ${list({
        caption: "人员",
        rows: staff,
        columns: [
          { title: "姓名", cell: (m) => m.name },
          { title: "岗位", cell: (m) => m.role_label },
          { title: "密码", grow: true, cell: (m) => (m.password ? "已设" : html`<span class="muted">未设${needed ? "，不能登录" : ""}</span>`) },
          ...(may ? [{ title: "", cell: acts }] : []),
        ],
      })}`;
  }

  rights() {
    const { rights, roles } = /** @type {import("../../ipc/types/settings").StaffView} */ (this.view);
    return list({
      caption: "各岗位的权限",
      rows: roles,
      columns: [
        { title: "岗位", cell: (r) => r.label },
        ...rights.map((right, n) => ({ title: right, cell: (/** @type {import("../../ipc/types/settings").RoleLine} */ r) => (r.may[n] ? html`<span aria-label="可以">✓</span>` : html`<span class="muted" aria-label="不可以">—</span>`) })),
      ],
    });
  }

  looked() {
    if (!this.reveals.length) return empty("还没有人看过完整电话。电话平时只显示一部分；在住户卡片上按一个键可以看完整号码，看过的都记在这里。");
    return list({
      caption: "看过完整电话的记录",
      rows: this.reveals,
      columns: [
        { title: "时间", cell: (r) => html`<span class="nowrap">${r.at.replace("T", " ").slice(0, 16)}</span>` },
        { title: "房号", cell: (r) => r.room },
        { title: "谁看的", grow: true, cell: (r) => r.operator },
      ],
    });
  }

  body() {
    const view = /** @type {import("../../ipc/types/settings").StaffView} */ (this.view);
    const minutes = this.rules?.lock_minutes ?? 0;
    return html`
      <section class="panel"><header><h2>人员</h2><span class="actions">
        ${view.login ? html`<button class="button" @click=${this.ownPassword}>修改我的密码</button>` : nothing}
        ${view.may_change && view.staff.length ? html`<button class="button" @click=${() => this.name()}>登记人员</button>` : nothing}</span></header>${this.people()}</section>
      <section class="panel"><header><h2>自动锁定</h2><span>${minutes ? html`<b>${minutes}</b> 分钟没有操作就锁定；没做完的都留着。` : "不自动锁定。"}</span><span class="actions">${view.may_change ? html`<button class="button" @click=${this.lockAfter}>修改</button>` : nothing}</span></header></section>
      ${this.limits ? this.limitsPanel() : nothing}
      <section class="panel"><header><h2>各岗位的权限</h2><span class="muted">有人设了密码以后生效；审批还要看金额。</span></header>${this.rights()}</section>
      ${view.may_change ? html`<section class="panel"><header><h2>看过完整电话</h2></header>${this.looked()}</section>` : nothing}`;
  }
}
customElements.define("zf-staff", Staff);
