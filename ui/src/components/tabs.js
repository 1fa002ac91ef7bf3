import { html } from "lit";
import { bind } from "../lib/keys.js";
import { go, onMove, place } from "../lib/router.js";
import { ZfElement } from "./element.js";

/** @typedef {{ tab: string, name: string, view: () => unknown }} Tab */

/** A page of several parts, each with an address of its own (`#/billing/runs`). Ctrl+PageUp and Ctrl+PageDown walk them. */
export class TabbedPage extends ZfElement {
  /** Its address. */ static page = "";
  /** Its name. */ static title = "";
  /** @type {Tab[]} */ static tabs = [];

  /** @returns {{ page: string, title: string, tabs: Tab[] }} */
  get parts() {
    return /** @type {any} */ (this.constructor);
  }

  connectedCallback() {
    super.connectedCallback();
    this.undo = [onMove(() => this.requestUpdate()), bind("Ctrl+PageDown", () => this.walk(1)), bind("Ctrl+PageUp", () => this.walk(-1))];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.undo?.forEach((undo) => undo());
  }

  /** @param {1 | -1} step */
  walk(step) {
    const { page, tabs } = this.parts;
    const at = tabs.findIndex((t) => t.tab === place().rest[0]);
    go(page, tabs[(Math.max(at, 0) + step + tabs.length) % tabs.length].tab);
  }

  render() {
    const { page, title, tabs } = this.parts;
    const here = tabs.find((t) => t.tab === place().rest[0]) ?? tabs[0];
    return html`
      <h1 class="visually-hidden">${title}</h1>
      <nav class="tabs" aria-label="分页">
        ${tabs.map((t) => html`<a href="#/${page}/${t.tab}" aria-current=${t === here ? "page" : "false"}>${t.name}</a>`)}
      </nav>
      ${here.view()}`;
  }
}
