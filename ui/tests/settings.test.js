import { expect, test, vi } from "vitest";
import { answerWith } from "../src/ipc/index.js";
import { stockOf } from "../src/components/paper/stock.js";

vi.mock("../src/components/paper/pages.js", () => ({
  Pages: class {
    constructor(/** @type {HTMLElement} */ box) {
      Object.assign(this, { box, scale: 1, sheets: [1, 2], pdf: {}, size: { width: 683.15, height: 396 } });
    }
    open() { return Promise.resolve(); }
    zoom(/** @type {number} */ scale) { /** @type {any} */ (this).scale = scale; }
    fit() { return 1.2; }
    end() {}
  },
}));

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

test("a page of a size belongs on the paper of that size, upright or on its side", () => {
  expect(stockOf({ width: 595.28, height: 841.89 })?.media).toBe("A4");
  expect(stockOf({ width: 595.28, height: 420.94 })?.media).toBe("A5");
  expect(stockOf({ width: 683.15, height: 396 })?.media).toBe("Custom.241x139.7mm");
  expect(stockOf({ width: 300, height: 300 })).toBeUndefined();
});

test("Enter prints on the paper the document is made for and the printer used last; a second Enter does not print again", async () => {
  const { showPapers } = await import("../src/components/paper.js");
  /** @type {any[]} */ const sent = [];
  answerWith(async (command, args) => {
    if (command === "papers_setup") return { printers: ["激光", "针式"], last: { "Custom.241x139.7mm": "针式" }, offsets: {} };
    if (command === "papers_print") sent.push(args);
    return command === "papers_bytes" ? new ArrayBuffer(0) : null;
  });
  const done = showPapers([{ id: 7, name: "收据-0001201.pdf", count: 1 }]);
  await settled();
  const dialog = /** @type {HTMLDialogElement} */ (document.querySelector("dialog.paper"));
  const box = /** @type {HTMLElement} */ (dialog.querySelector(".pages"));
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  await settled();
  expect(sent).toEqual([{ id: 7, choice: { printer: "针式", copies: 1, media: "Custom.241x139.7mm" } }]);
  expect(document.activeElement?.className).toContain("done");
  /** @type {HTMLElement} */ (dialog.querySelector(".done")).click();
  await done;
  expect(document.querySelector("dialog.paper")).toBeNull();
});

test("without a printer nothing is sent and the way out is named", async () => {
  const { showPapers } = await import("../src/components/paper.js");
  /** @type {string[]} */ const sent = [];
  answerWith(async (command) => {
    sent.push(command);
    if (command === "papers_setup") return { printers: [], last: {}, offsets: {} };
    return command === "papers_bytes" ? new ArrayBuffer(0) : null;
  });
  showPapers([{ id: 1, name: "单.pdf", count: 1 }]);
  await settled();
  const dialog = /** @type {HTMLDialogElement} */ (document.querySelector("dialog.paper"));
  /** @type {HTMLElement} */ (dialog.querySelector(".print")).click();
  await settled();
  expect(sent).not.toContain("papers_print");
  expect(dialog.textContent).toContain("存为 PDF");
  dialog.close();
});

test("several papers can go to the printer in one go, and a refusal says how many did", async () => {
  const { showPapers } = await import("../src/components/paper.js");
  /** @type {number[]} */ const sent = [];
  answerWith(async (command, args) => {
    if (command === "papers_setup") return { printers: ["激光"], last: {}, offsets: {} };
    if (command === "papers_print") {
      if (args?.id === 3) throw { code: "print", message: "没有打印：缺纸。" };
      sent.push(/** @type {number} */ (args?.id));
    }
    return command === "papers_bytes" ? new ArrayBuffer(0) : null;
  });
  showPapers([1, 2, 3].map((id) => ({ id, name: `${id}.pdf`, count: 1 })));
  await settled();
  const dialog = /** @type {HTMLDialogElement} */ ([...document.querySelectorAll("dialog.paper")].at(-1));
  const all = /** @type {HTMLElement[]} */ ([...dialog.querySelectorAll("button")]).find((b) => b.textContent?.startsWith("全部打印"));
  all?.click();
  await settled();
  /** @type {HTMLElement[]} */ ([...document.querySelectorAll("dialog:not(.paper) button")]).find((b) => b.textContent === "全部打印")?.click();
  await settled();
  expect(sent).toEqual([1, 2]);
  expect(document.body.textContent).toContain("还有 1 份没有打印");
  expect(dialog.querySelector("[role=alert]")?.textContent).toContain("缺纸");
  dialog.close();
});
