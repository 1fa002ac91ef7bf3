// The little of Markdown the guide is written in, as templates: no text ever becomes markup.

import { html, nothing } from "lit";

/**
 * @typedef {{ kind: "heading", level: number, text: string } | { kind: "text", text: string } | { kind: "quote", text: string }
 *   | { kind: "code", lang: string, text: string } | { kind: "list", ordered: boolean, items: string[] } | { kind: "table", rows: string[][] }} Block
 */

/** A line that starts something of its own. */
const STARTS = /^(#{1,4} |```|\||> |[-*] |\d+\. )/;

/** Lines of one paragraph: between ideographs a line break is nothing. @param {string[]} lines */
const joined = (lines) => lines.join("\n").replace(/([^\x00-\xff])\n(?=[^\x00-\xff])/g, "$1").replace(/\n/g, " ");

/** @param {string} row */
const cells = (row) => row.replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());

/** The blocks of a page; comments are not part of it. @param {string} source @returns {Block[]} */
export function blocks(source) {
  const lines = source.replace(/<!--[\s\S]*?-->/g, "").replace(/\r/g, "").split("\n");
  /** @type {Block[]} */ const found = [];
  let at = 0;
  /** Takes lines as long as they fit. @param {(line: string) => boolean} fits */
  const take = (fits) => {
    const from = at;
    while (at < lines.length && fits(lines[at])) at += 1;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at];
    const heading = line.match(/^(#{1,4}) (.*)/);
    const fence = line.match(/^```(.*)/);
    if (!line.trim()) at += 1;
    else if (heading) {
      found.push({ kind: "heading", level: heading[1].length, text: heading[2] });
      at += 1;
    } else if (fence) {
      at += 1;
      found.push({ kind: "code", lang: fence[1].trim(), text: take((l) => !l.startsWith("```")).join("\n") });
      at += 1;
    } else if (line.startsWith("|")) {
      found.push({ kind: "table", rows: take((l) => l.startsWith("|")).map(cells).filter((row) => !row.every((cell) => /^:?-+:?$/.test(cell))) });
    } else if (line.startsWith("> ")) {
      found.push({ kind: "quote", text: joined(take((l) => l.startsWith(">")).map((l) => l.replace(/^> ?/, ""))) });
    } else if (/^([-*]|\d+\.) /.test(line)) {
      found.push(list(take((l) => /^([-*]|\d+\.) |^ +\S/.test(l))));
    } else found.push({ kind: "text", text: joined([line, ...(at += 1, take((l) => !!l.trim() && !STARTS.test(l)))]) });
  }
  return found;
}

/** @param {string[]} lines @returns {Block} */
function list(lines) {
  /** @type {string[][]} */ const items = [];
  for (const line of lines) {
    const start = line.match(/^(?:[-*]|\d+\.) (.*)/);
    if (start) items.push([start[1]]);
    else items.at(-1)?.push(line.trim());
  }
  return { kind: "list", ordered: /^\d/.test(lines[0]), items: items.map(joined) };
}

/** Bold, code and links of a text. @param {string} text @param {(page: string) => void} onPage @returns {unknown} */
function inline(text, onPage) {
  return text.split(/(\*\*[^*]+\*\*|`[^`]+`|\[[^\]]+\]\([^)]+\))/).map((part) => {
    const link = part.match(/^\[([^\]]+)\]\(([^)]+)\)$/);
    if (part.startsWith("**")) return html`<b>${part.slice(2, -2)}</b>`;
    if (part.startsWith("`")) return html`<code>${part.slice(1, -1)}</code>`;
    if (!link) return part;
    const page = link[2].match(/^([\w-]+)\.md/);
    return page ? html`<button class="link" @click=${() => onPage(page[1])}>${link[1]}</button>` : link[1];
  });
}

/** A page. Commands of the command line are folded away, set-up is left out. @param {Block[]} page @param {(page: string) => void} [onPage] */
export function rendered(page, onPage = () => {}) {
  const words = (/** @type {string} */ text) => inline(text, onPage);
  return page.map((block) => {
    switch (block.kind) {
      case "heading":
        return block.level === 1 ? html`<h1>${words(block.text)}</h1>` : block.level === 2 ? html`<h2>${words(block.text)}</h2>` : html`<h3>${words(block.text)}</h3>`;
      case "quote":
        return html`<p class="notice">${words(block.text)}</p>`;
      case "code":
        return block.lang.includes("setup") ? nothing : html`<details><summary>命令行写法</summary><pre>${block.text}</pre></details>`;
      case "list": {
        const items = block.items.map((item) => html`<li>${words(item)}</li>`);
        return block.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
      }
      case "table":
        return html`<table class="list"><thead><tr>${block.rows[0]?.map((cell) => html`<th scope="col">${words(cell)}</th>`)}</tr></thead>
          <tbody>${block.rows.slice(1).map((row) => html`<tr>${row.map((cell) => html`<td>${words(cell)}</td>`)}</tr>`)}</tbody></table>`;
      default:
        return html`<p>${words(block.text)}</p>`;
    }
  });
}

/** The words of a block, to search in. @param {Block} block */
export const plain = (block) => {
  const text = block.kind === "list" ? block.items.join("　") : block.kind === "table" ? block.rows.map((row) => row.join("　")).join("　") : block.kind === "code" ? "" : block.text;
  return text.replace(/\*\*|`/g, "").replace(/\[([^\]]+)\]\([^)]+\)/g, "$1");
};
