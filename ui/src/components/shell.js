import { html, nothing } from "lit";
import * as app from "../ipc/app.js";
import * as login from "../ipc/login.js";
import { bind } from "../lib/keys.js";
import { go, onMove, place } from "../lib/router.js";
import { PAGES } from "../pages.js";
import { helpKey, showGuide } from "./help.js";
import { knock, whenIdle } from "./login.js";
import { askForm } from "./ask-form.js";
import { failure } from "./states.js";
import { toast } from "./toast.js";
import { ZfElement } from "./element.js";

/** The frame: the rail of pages on the left, the page on the right. */
export class Shell extends ZfElement {
  static properties = { state: { state: true }, error: { state: true }, place: { state: true } };

  constructor() {
    super();
    /** @type {import("../ipc/types/app").AppState | undefined} */ this.state = undefined;
    /** @type {unknown} */ this.error = undefined;
    this.place = place();
    /** @type {HTMLElement | undefined} */ this.shown = undefined;
    /** Who works on the page. @type {string | undefined} */ this.seated = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.leave = onMove(() => { this.place = place(); });
    const refused = () => this.refresh();
    addEventListener("zf-login-needed", refused);
    addEventListener("keydown", helpKey);
    this.unbind = [
      ...PAGES.map((p) => bind(p.key, () => go(p.page))),
      bind("Ctrl+L", () => this.lock()),
      bind("F7", () => this.takeTicket()),
      whenIdle(() => (this.state?.login && this.state.inside ? this.state.lock_minutes : 0), () => this.lock()),
      () => removeEventListener("zf-login-needed", refused),
      () => removeEventListener("keydown", helpKey),
    ];
    this.refresh();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.leave?.();
    this.unbind?.forEach((undo) => undo());
  }

  /** What is open may have changed. */
  async refresh() {
    try {
      this.state = await app.state();
      document.title = this.state.office ? `账房 · ${this.state.office}` : "账房";
      if (this.state.open && !this.state.inside) await this.letIn(this.state);
      else this.seated = this.state.operator;
    } catch (error) {
      this.error = error;
    }
  }

  /** Says who works at a desk where nobody logs in. */
  async sit() {
    const { staff, operator } = /** @type {import("../ipc/types/app").AppState} */ (this.state);
    const inside = await askForm({
      title: "换人",
      text: "之后的收款、审批都记在这个人名下。要各用各的密码，到 设置 · 人员 里设。",
      fields: [{ name: "name", label: "谁在用", kind: "choice", value: operator, keys: true, options: staff.map(([name, role]) => ({ value: name, label: name === role ? name : `${name}（${role}）` })) }],
      yes: "换人",
      submit: ({ name }) => login.sit(name),
    });
    if (!inside) return;
    this.state = inside;
    if (inside.operator !== operator) this.clear();
    this.seated = inside.operator;
  }

  /** A ticket can be taken in from every page. */
  async takeTicket() {
    if (!this.state?.open || !this.state.inside) return;
    const { newTicket } = await import("../views/ticket/intake.js");
    await newTicket().catch((refused) => toast(refused.message));
  }

  /** Locks the desk where people log in; what is on the page stays. Elsewhere somebody else sits down. */
  async lock() {
    if (this.state?.staff?.length) return this.sit();
    if (!this.state?.login || !this.state.inside) return;
    await login.lock();
    await this.refresh();
  }

  /** @param {import("../ipc/types/app").AppState} state */
  async letIn(state) {
    const inside = await knock(state, this.shown ? this.seated : undefined);
    // Another person begins with a page of their own.
    if (this.shown && inside.operator !== this.seated) this.clear();
    this.seated = inside.operator;
    this.state = inside;
  }

  /** Puts away the page and everything open on it. */
  clear() {
    document.querySelectorAll("dialog[open]").forEach((dialog) => /** @type {HTMLDialogElement} */ (dialog).close());
    this.shown = undefined;
    go("home");
  }

  render() {
    if (this.error) return html`<main class="alone">${failure(this.error)}</main>`;
    if (!this.state) return nothing;
    if (!this.state.open) {
      import("../views/first-run.js");
      return html`<main class="alone"><zf-first-run @opened=${this.refresh}></zf-first-run></main>`;
    }
    if (!this.state.inside && !this.shown) return nothing;
    const page = PAGES.find((p) => p.page === this.place.page) ?? PAGES[0];
    page.load();
    return html`
      ${this.state.demo ? this.banner() : nothing}
      <nav class="rail" aria-label="功能">
        <div class="office">${this.state.office}<small>${this.state.today}</small></div>
        ${PAGES.map((p) => html`<a href="#/${p.page}" aria-current=${p === page ? "page" : "false"}><span>${p.name}${p.page === "day" && this.state?.waiting ? html` <b class="badge" title="等待办理的审批单" aria-label="${this.state.waiting} 张审批单等待办理">${this.state.waiting}</b>` : nothing}</span><kbd>${p.key}</kbd></a>`)}
        <div class="foot">
          ${this.state.backup_due === null ? nothing : html`<a class="due" href="#/settings/backup">${this.state.backup_due} 天没有备份到 U 盘</a>`}
          <button class="button quiet" @click=${showGuide}>帮助 <kbd>F1</kbd></button>
          ${this.state.staff?.length ? html`<button class="button quiet" title="换人：之后的操作记在谁名下" @click=${this.sit}>${this.state.operator} <kbd>Ctrl+L</kbd></button>` : this.state.operator}${this.state.login ? html`<button class="button quiet" @click=${this.lock}>锁定 <kbd>Ctrl+L</kbd></button>` : nothing}</div>
      </nav>
      <main tabindex="-1">${this.page(page.tag)}</main>`;
  }

  banner() {
    return html`
      <div class="banner"><b>演示账本</b><span>这里的小区、业主和金额都是虚构的，随便试，不会影响正式账本。</span>
        <span class="actions">
          <button class="button quiet" @click=${() => this.demo(app.resetDemo)}>重做演示账本</button>
          <button class="button quiet" @click=${() => this.demo(app.closeDemo)}>离开演示</button>
        </span>
      </div>`;
  }

  /** Another book lies on the desk afterwards, so the page begins anew. @param {() => Promise<unknown>} act */
  async demo(act) {
    try {
      await act();
    } catch (error) {
      toast(/** @type {Error} */ (error).message);
    }
    this.clear();
    await this.refresh();
  }

  /** The same page keeps its element, so that nothing typed is lost by a redraw. @param {string} tag */
  page(tag) {
    if (this.shown?.localName !== tag) this.shown = document.createElement(tag);
    return this.shown;
  }
}
customElements.define("zf-shell", Shell);

/** Another book or person: nothing of the page before stays. */
export const beginAnew = () => {
  const shell = /** @type {any} */ (document.querySelector("zf-shell"));
  shell?.clear();
  return shell?.refresh();
};

/** Tells the frame that what is open may have changed. */
export const refreshFrame = () => /** @type {any} */ (document.querySelector("zf-shell"))?.refresh();
