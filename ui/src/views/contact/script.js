import { html } from "lit";
import { blocks, rendered } from "../../lib/markdown.js";

/** The call card and what people say, bundled when the page is built. */
const FILES = import.meta.glob("../../../../assets/script/*.md", { query: "?raw", import: "default" });

/** @typedef {{ title: string, page: import("../../lib/markdown.js").Block[] }} Part */

/** The parts of a text under its headings of the second level. @param {string} source */
export function parts(source) {
  /** @type {Part[]} */ const found = [];
  for (const block of blocks(source)) {
    if (block.kind === "heading") {
      if (block.level > 1) found.push({ title: block.text, page: [] });
    } else found.at(-1)?.page.push(block);
  }
  return found;
}

/** @param {string} name */
const load = async (name) => parts(await FILES[`../../../../assets/script/${name}.md`]());

/** One part that opens. @param {Part} part @param {boolean} [open] */
const fold = (part, open = false) => html`<details ?open=${open}><summary>${part.title}</summary>${rendered(part.page)}</details>`;

/** 通话卡 and what people say: beside the form, read while speaking. */
export async function script() {
  const [call, objections] = await Promise.all([load("call"), load("objections")]);
  return html`
    <section class="script" aria-label="通话卡">
      <h3>通话卡</h3>
      ${call.map((part, i) => fold(part, i === 0))}
      <h3>常见说法怎么答</h3>
      ${objections.map((part) => fold(part))}
    </section>`;
}
