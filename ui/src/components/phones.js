import { html } from "lit";
import { revealPhones } from "../ipc/settings.js";
import { bind } from "../lib/keys.js";
import { ZfElement } from "./element.js";
import { toast } from "./toast.js";

/** The phones of a home: masked until somebody asks for the whole numbers, which is kept in the book. */
class Phones extends ZfElement {
  static properties = { room: {}, masked: {}, whole: { state: true } };

  constructor() {
    super();
    this.room = "";
    /** @type {string[]} */ this.masked = [];
    /** @type {string[] | undefined} */ this.whole = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.unbind = bind("F8", () => this.reveal());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unbind?.();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has("room")) this.whole = undefined;
  }

  async reveal() {
    if (this.whole || !this.masked.length) return;
    const room = this.room;
    try {
      const whole = await revealPhones(room);
      if (room === this.room) this.whole = whole;
    } catch (refused) {
      toast(/** @type {Error} */ (refused).message);
    }
  }

  render() {
    if (!this.masked.length) return html`<i class="muted">未登记电话</i>`;
    if (this.whole) return html`<span>${this.whole.join("　")}</span> <span class="muted">已记下是谁看的</span>`;
    return html`<span>${this.masked.join("　")}</span> <button class="link" title="看过会记下来" @click=${this.reveal}>看完整电话 <kbd>F8</kbd></button>`;
  }
}
customElements.define("zf-phones", Phones);
