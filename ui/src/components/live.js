import { html, nothing } from "lit";
import { ZfElement } from "./element.js";

/** How long after the last key something is asked. */
const PAUSE = 120;

/**
 * Shows what Rust says to what is typed, beside a form. `question` is what is asked (asked again whenever it changes;
 * nothing is asked while it is undefined), `ask` asks it, `show` draws the answer. A refusal is shown as it is.
 */
class Live extends ZfElement {
  static properties = { question: {}, answer: { state: true }, refused: { state: true } };

  constructor() {
    super();
    /** @type {any} */ this.question = undefined;
    /** @type {(question: any) => Promise<any>} */ this.ask = async () => undefined;
    /** @type {(answer: any) => unknown} */ this.show = () => nothing;
    /** @type {any} */ this.answer = undefined;
    /** How a refusal is shown, with what helps against it; `again` asks once more. @type {(code: string, again: () => void, message: string) => unknown} */ this.remedy = (_code, _again, message) => message;
    this.refused = "";
    this.code = "";
    this.asked = "";
    /** @type {any} */ this.timer = undefined;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  willUpdate() {
    const asked = this.question === undefined ? "" : JSON.stringify(this.question);
    if (asked === this.asked) return;
    this.asked = asked;
    clearTimeout(this.timer);
    if (asked) this.timer = setTimeout(() => this.look(asked), PAUSE);
    else [this.answer, this.refused] = [undefined, ""];
  }

  /** Only the answer to the last question counts. @param {string} asked */
  async look(asked) {
    let answer, refused = "";
    try {
      answer = await this.ask(this.question);
    } catch (error) {
      refused = /** @type {Error} */ (error).message;
      this.code = /** @type {any} */ (error).code ?? "";
    }
    if (asked === this.asked) [this.answer, this.refused] = [answer, refused];
  }

  render() {
    if (this.refused) return html`<p class="notice warn">${this.remedy(this.code, () => this.look(this.asked), this.refused)}</p>`;
    return html`<div aria-live="polite">${this.answer === undefined ? nothing : this.show(this.answer)}</div>`;
  }
}
customElements.define("zf-live", Live);
