import { html, render } from "lit";
import { expect, test } from "vitest";
import { keysHere, search } from "../src/components/help.js";
import { blocks, rendered } from "../src/lib/markdown.js";

const SOURCE = `<!-- 不给看
\`\`\`sh setup
zhangfang book create
\`\`\`
-->

# 退款

钱退出去，
一定有**退款单**。

| 情况 | 用什么 |
|---|---|
| 收错 | \`作废\` |

1. 先看
2. 再批
   接着写

\`\`\`sh setup
zhangfang setup
\`\`\`

\`\`\`sh
zhangfang refund pay
\`\`\`

<img src=x onerror=alert(1)> 见 [柜台](counter.md)。
`;

test("the guide becomes what a clerk reads: no set-up, commands folded away, no markup out of text", () => {
  const box = document.createElement("div");
  /** @type {string[]} */ const opened = [];
  render(rendered(blocks(SOURCE), (page) => opened.push(page)), box);
  expect(box.querySelector("h1")?.textContent).toBe("退款");
  expect(box.querySelector("p")?.textContent).toBe("钱退出去，一定有退款单。");
  expect([...box.querySelectorAll("td")].map((td) => td.textContent)).toEqual(["收错", "作废"]);
  expect([...box.querySelectorAll("ol li")].map((li) => li.textContent)).toEqual(["先看", "再批接着写"]);
  expect(box.textContent).not.toContain("setup");
  expect(box.textContent).not.toContain("不给看");
  expect(box.querySelector("details pre")?.textContent).toBe("zhangfang refund pay");
  expect(box.querySelector("img")).toBeNull();
  expect(box.textContent).toContain("<img src=x");
  /** @type {HTMLElement} */ (box.querySelector("button.link")).click();
  expect(opened).toEqual(["counter"]);
});

test("a word is found with the heading it stands under", () => {
  const found = search([{ name: "refund", title: "退款", page: blocks(SOURCE) }], "退款单");
  expect(found.map((hit) => [hit.under, hit.guide.name])).toEqual([["退款", "refund"]]);
  expect(search([{ name: "refund", title: "退款", page: blocks(SOURCE) }], "refund pay")).toEqual([]);
});

test("the keys of a page are those on its buttons, in the words of the buttons", () => {
  const page = document.createElement("main");
  document.body.append(page);
  const word = "收款";
  render(html`<button>${word} <kbd>F3</kbd></button><a href="#/counter">柜台<kbd>F2</kbd></a>`, page);
  expect(keysHere()).toEqual([{ key: "F3", what: "收款" }, { key: "F2", what: "柜台" }]);
});
