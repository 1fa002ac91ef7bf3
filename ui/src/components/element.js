import { LitElement } from "lit";

/** An element in the light of the page: one style sheet for all, and tests see what a person sees. */
export class ZfElement extends LitElement {
  createRenderRoot() {
    return this;
  }
}
