import { ZfElement } from "../../components/element.js";
import { toast } from "../../components/toast.js";
import { openTicket } from "./card.js";

/** A part that is read anew whenever a ticket changed, wherever that was done. */
export class TicketsPart extends ZfElement {
  static properties = { error: { state: true } };

  constructor() {
    super();
    /** @type {unknown} */ this.error = undefined;
    this.reread = () => this.load();
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("zf-tickets-changed", this.reread);
    this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("zf-tickets-changed", this.reread);
  }

  /** @returns {Promise<void>} */
  async fetch() {}

  async load() {
    try {
      await this.fetch();
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {string} number */
  open(number) {
    return openTicket(number).catch((refused) => toast(refused.message));
  }
}
