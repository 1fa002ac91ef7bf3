import { html } from "lit";
import { ZfElement } from "../components/element.js";
import { askForm } from "../components/ask-form.js";
import { toast } from "../components/toast.js";
import * as app from "../ipc/app.js";

/** 首次使用: no book is open yet. */
class FirstRun extends ZfElement {
  async create() {
    const made = await askForm({
      title: "建立账本",
      fields: [{ name: "office", label: "服务中心名称", required: true }],
      yes: "建账",
      submit: (values) => app.createBook({ office: values.office }),
    });
    if (made) this.dispatchEvent(new CustomEvent("opened", { bubbles: true }));
  }

  async demo() {
    try {
      if (!(await app.openDemo())) return;
      this.dispatchEvent(new CustomEvent("opened", { bubbles: true }));
    } catch (error) {
      toast(/** @type {Error} */ (error).message);
    }
  }

  render() {
    return html`<h1>账房</h1><p>这台电脑上还没有账本。</p><button class="button primary" autofocus @click=${this.create}>建立账本</button><button class="button" @click=${this.demo}>先看演示账本</button>`;
  }
}
customElements.define("zf-first-run", FirstRun);
