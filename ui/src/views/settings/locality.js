import { html } from "lit";
import * as settings from "../../ipc/settings.js";
import { TextForm } from "./text-form.js";

/** 本地规定: what differs from city to city; neutral until somebody says otherwise. */
class Locality extends TextForm {
  async fetch() {
    this.fields = await settings.locality();
  }

  /** @param {Record<string, string>} fields @param {string} key */
  send(fields, key) {
    return settings.changeLocality(fields, key);
  }

  body() {
    return html`
      <p class="notice">各地规定不同，这里先按中性的填好。请对照本地的物业管理条例和物业服务合同修改；“参考”只举外地的例子，不代替本地规定。</p>
      <form @submit=${this.save} novalidate>
        <div class="groups"><section class="panel" role="group" aria-label=收费><h2>收费</h2>${this.fields.slice(0, 4).map((f) => this.field(f))}</section>
        <section class="panel" role="group" aria-label=公示与答复><h2>公示与答复</h2>${this.fields.slice(4).map((f) => this.field(f))}</section></div>
        ${this.buttons()}
      </form>`;
  }
}
customElements.define("zf-locality", Locality);
