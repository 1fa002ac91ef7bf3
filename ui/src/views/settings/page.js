import { html, nothing } from "lit";
import { ZfElement } from "../../components/element.js";
import { failure } from "../../components/states.js";

/** A tab of the settings: loads when it is shown, says what went wrong, never shows half of itself. */
export class SettingsTab extends ZfElement {
  static properties = { loaded: { state: true }, error: { state: true } };

  constructor() {
    super();
    this.loaded = false;
    /** @type {unknown} */ this.error = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  /** @returns {Promise<void>} */
  fetch() {
    return Promise.resolve();
  }

  async load() {
    await this.tried(() => this.fetch());
    this.loaded = true;
    this.requestUpdate();
  }

  /** @param {() => Promise<unknown>} act */
  async tried(act) {
    try {
      await act();
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  /** @returns {unknown} */
  body() {
    return nothing;
  }

  render() {
    return html`${this.error ? failure(this.error) : nothing}${this.loaded && !(this.error && this.isEmpty()) ? this.body() : nothing}`;
  }

  /** Whether nothing was loaded that could be shown. */
  isEmpty() {
    return false;
  }
}
