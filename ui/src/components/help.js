import { html, render } from "lit";
import { isComposing } from "../lib/keys.js";
import { blocks, plain, rendered } from "../lib/markdown.js";
import { place } from "../lib/router.js";
import { PAGES } from "../pages.js";

/** The clerk's guide, bundled when the page is built. */
const FILES = import.meta.glob("../../../assets/guide/*.md", { query: "?raw", import: "default" });
/** Pages whose guide bears another name. @type {Record<string, string>} */
const OTHER_NAMES = { day: "cashier-day", billing: "metering-month" };

/** @typedef {{ name: string, title: string, page: import("../lib/markdown.js").Block[] }} Guide */

/** @returns {Promise<Guide[]>} */
async function guides() {
  const all = await Promise.all(Object.entries(FILES).map(async ([path, load]) => {
    const page = blocks(await load());
    const first = page.find((block) => block.kind === "heading");
    const name = path.replace(/^.*\/|\.md$/g, "");
    return { name, title: first?.kind === "heading" ? first.text : name, page };
  }));
  const order = (/** @type {Guide} */ guide) => PAGES.findIndex((p) => p.page === guide.name || OTHER_NAMES[p.page] === guide.name);
  return all.sort((a, b) => ((order(a) + 99) % 99) - ((order(b) + 99) % 99) || a.name.localeCompare(b.name));
}

/** The guide that belongs to a page, else the first. @param {Guide[]} all @param {string} page */
export const guideOf = (all, page) => all.find((g) => g.name === page) ?? all.find((g) => g.name === OTHER_NAMES[page]) ?? all[0];

/** Places where a word stands: the guide, the heading above, the words. @param {Guide[]} all @param {string} word */
export function search(all, word) {
  return all.flatMap((guide) => {
    let under = guide.title;
    return guide.page.flatMap((block, at) => {
      if (block.kind === "heading") under = block.text;
      const text = plain(block);
      const from = text.indexOf(word);
      return from < 0 ? [] : [{ guide, at, under, words: text.slice(Math.max(0, from - 16), from + 40) }];
    });
  });
}

/** Opens the guide at the page that belongs to the present one. */
export async function showGuide() {
  if (document.querySelector("dialog.help, dialog.door")) return;
  const back = /** @type {HTMLElement | null} */ (document.activeElement);
  const all = await guides();
  let guide = guideOf(all, place().page || "home");
  let word = "";
  const dialog = document.createElement("dialog");
  dialog.className = "help";
  dialog.setAttribute("aria-label", "帮助");
  /** @param {string} name @param {number} [at] */
  const open = (name, at = 0) => {
    guide = all.find((g) => g.name === name) ?? guide;
    word = "";
    draw();
    dialog.querySelector("article")?.children[at]?.scrollIntoView({ block: at ? "center" : "start" });
  };
  const hits = () => {
    const found = search(all, word).slice(0, 40);
    if (!found.length) return html`<p class="muted">没有找到“${word}”。换一个词试试，比如“作废”“退款”“备份”。</p>`;
    return html`<ul class="hits">${found.map((hit) => html`<li><button class="link" @click=${() => open(hit.guide.name, hit.at)}>${hit.under}</button><span class="muted">……${hit.words}……</span></li>`)}</ul>`;
  };
  const draw = () =>
    render(
      html`
        <header>
          <input class="plain" placeholder="找一个词，如：作废" aria-label="在帮助里查找" .value=${word} @input=${(/** @type {any} */ e) => { word = e.target.value.trim(); draw(); }} />
          <button class="button" @click=${() => dialog.close()}>关闭 <kbd>Esc</kbd></button>
        </header>
        <nav aria-label="帮助目录">${all.map((g) => html`<button class="link" aria-current=${g === guide && !word ? "page" : "false"} @click=${() => open(g.name)}>${g.title}</button>`)}</nav>
        <div class="body" tabindex="0">${word ? hits() : html`<article>${rendered(guide.page, open)}</article>`}</div>`,
      dialog,
    );
  dialog.addEventListener("close", () => {
    dialog.remove();
    back?.focus?.();
  });
  draw();
  document.body.append(dialog);
  dialog.showModal();
  /** @type {HTMLElement | null} */ (dialog.querySelector("input"))?.focus();
}

/** The keys that stand on the buttons of this page: what and with which key. */
export function keysHere() {
  const seen = new Map();
  for (const kbd of document.querySelectorAll("main :is(button, a, label, summary) kbd, nav.rail kbd")) {
    const on = /** @type {HTMLElement} */ (kbd.closest("button, a, label, summary"));
    const what = [...on.childNodes].filter((n) => n.nodeType !== Node.COMMENT_NODE && n.nodeName !== "KBD").map((n) => n.textContent).join("").trim();
    if (on.checkVisibility?.() ?? true) seen.set(kbd.textContent, what);
  }
  return [...seen].map(([key, what]) => ({ key, what }));
}

/** Shows the keys of this page. */
export function showKeys() {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-label", "这一页的按键");
  const always = /** @type {[string, string][]} */ ([["F1", "帮助"], ["?", "这一页的按键"], ["Ctrl+PageDown", "下一个分页"], ["Enter", "下一栏；最后一栏是办理"], ["Esc", "返回，不丢已填的内容"]]);
  const rows = [...new Map([...keysHere().map(({ key, what }) => /** @type {[string, string]} */ ([key, what])), ...always])];
  render(
    html`<header><h2>这一页的按键</h2></header>
      <div class="body"><dl class="facts">${rows.map(([key, what]) => html`<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`)}</dl></div>
      <footer><button class="button" autofocus @click=${() => dialog.close()}>关闭 <kbd>Esc</kbd></button></footer>`,
    dialog,
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** F1 anywhere, `?` where nothing is typed. @param {KeyboardEvent} event */
export function helpKey(event) {
  if (isComposing(event) || event.defaultPrevented) return;
  const at = /** @type {HTMLElement} */ (event.target);
  const typing = ["INPUT", "TEXTAREA", "SELECT"].includes(at.tagName);
  if (event.key === "F1") void showGuide();
  else if ((event.key === "?" || event.key === "？") && !typing && !document.querySelector("dialog[open]")) showKeys();
  else return;
  event.preventDefault();
}
