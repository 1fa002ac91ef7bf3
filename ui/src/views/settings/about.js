import { html, nothing } from "lit";
import { toast } from "../../components/toast.js";
import * as settings from "../../ipc/settings.js";
import { SettingsTab } from "./page.js";

/** 关于 */
class About extends SettingsTab {
  constructor() {
    super();
    /** @type {import("../../ipc/types/settings").AboutView | undefined} */ this.view = undefined;
  }

  async fetch() {
    this.view = await settings.about();
  }

  isEmpty() {
    return !this.view;
  }

  exportLog() {
    return this.tried(async () => {
      const path = await settings.exportLog();
      if (path) toast(`日志已存为 ${path}`);
    });
  }

  body() {
    const view = /** @type {import("../../ipc/types/settings").AboutView} */ (this.view);
    return html`
      <section class="panel"><header><h2>账房</h2></header>
        <dl class="facts">
          <dt>版本</dt><dd>${view.version}</dd>
          ${view.book ? html`<dt>账本文件</dt><dd class="path">${view.book}</dd>` : nothing}
          <dt>日志文件</dt><dd class="path">${view.log}</dd>
        </dl>
        <p class="muted">账房不联网，所有资料只在这台电脑上。</p></section>
      <section class="panel"><header><h2>日志</h2><span class="actions"><button class="button" @click=${this.exportLog}>导出日志……</button></span></header>
        <p class="muted">只记操作的名称、拒绝的代码和用时，没有姓名、电话、房号和金额。出了问题，把它交给支持人员。</p></section>`;
  }
}
customElements.define("zf-about", About);
