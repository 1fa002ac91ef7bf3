import { beforeEach, expect, test } from "vitest";
import { answerWith } from "../src/ipc/index.js";
import { closeShift } from "../src/views/day/close.js";
import { takeStatement } from "../src/views/day/statement.js";
import "../src/views/day/reconcile.js";
import "../src/views/day/vouchers.js";

/** @type {{ command: string, args: any }[]} */ let sent = [];
/** @param {Record<string, unknown>} answers a refusal as an `Error`, what depends on the question as a function */
const answering = (answers) => {
  sent = [];
  answerWith(async (command, args) => {
    sent.push({ command, args });
    const found = answers[command];
    const answer = typeof found === "function" ? found(args) : found;
    if (answer instanceof Error) throw { code: "rule", message: answer.message };
    return answer ?? [];
  });
};
const of = (/** @type {string} */ command) => sent.filter((s) => s.command === command).map((s) => s.args);
const settle = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));
const dialog = () => /** @type {HTMLDialogElement} */ (document.querySelector("dialog:last-of-type"));
const press = (/** @type {Element} */ at, /** @type {string} */ key) => at.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
/** @param {Element | null} at @param {string} value @param {string} [event] */
const type = (at, value, event = "input") => {
  /** @type {HTMLInputElement} */ (at).value = value;
  at?.dispatchEvent(new Event(event, { bubbles: true }));
};
/** @param {ParentNode} at @param {string} words */
const button = (at, words) => /** @type {HTMLButtonElement} */ ([...at.querySelectorAll("button")].find((b) => b.textContent?.includes(words)));

beforeEach(() => {
  document.body.innerHTML = "";
});

const takings = [{ code: "cash", method: "现金", receipts: 1, total: 10000 }, { code: "wechat", method: "微信", receipts: 2, total: 50000 }];
const now = /** @type {any} */ ({ used: true, unacknowledged: [], pieces: [10000, 5000, 10], till: { shift: 3, cashier: "前台", day: "2026-07-05", float: 50000, expected: 60000, takings, total: 60000 } });
/** Counts as Rust does. @param {any} args */
const counted = ({ pieces }) => {
  if (pieces.some((/** @type {any} */ p) => p.count === "x")) return new Error("张数“x”不对，应为张数，如 12。");
  const each = pieces.map((/** @type {any} */ p) => p.fen * Number(p.count || 0));
  const sum = each[0] + each[1] + each[2];
  return { each, counted: sum, expected: 60000, difference: sum - 60000, word: sum === 60000 ? "相符" : "短款", above_float: Math.max(0, sum - 50000) };
};

test("Enter moves down the counting grid; sum and difference come from Rust while typing", async () => {
  answering({ day_count: counted });
  closeShift(now);
  await settle();
  const grid = /** @type {HTMLInputElement[]} */ ([...dialog().querySelectorAll(".count input")]);
  expect(document.activeElement).toBe(grid[0]);
  type(grid[0], "5");
  press(grid[0], "Enter");
  expect(document.activeElement).toBe(grid[1]);
  await settle();
  expect(dialog().querySelector(".sum")?.textContent).toContain("−100.00");
  type(grid[1], "2");
  await settle();
  expect(dialog().querySelector(".sum")?.textContent).toContain("相符");
  expect(of("day_count").at(-1).pieces.map((/** @type {any} */ p) => p.count)).toEqual(["5", "2", ""]);
  button(dialog(), "填入").click();
  await settle();
  expect(/** @type {HTMLInputElement} */ (dialog().querySelector("[name=deposit]")).value).toBe("100.00");
});

test("a count that is no number is refused where it is typed, and a refused closing keeps everything and its key", async () => {
  answering({ day_count: counted, day_close: new Error("差 0.10 元，请写明原因") });
  closeShift(now);
  await settle();
  const [first] = dialog().querySelectorAll(".count input");
  type(first, "x");
  await settle();
  expect(dialog().querySelector("[role=alert]")?.textContent).toContain("张数");
  type(first, "5");
  type(dialog().querySelector("[name=wechat]"), "500");
  await settle();
  button(dialog(), "交班").click();
  await settle();
  button(dialog(), "交班").click();
  await settle();
  const closings = of("day_close");
  expect(closings.length).toBe(2);
  expect(closings[0].key).toBe(closings[1].key);
  expect(closings[0].form.stated).toEqual([["wechat", "500"]]);
  expect(dialog().querySelector("[role=alert]")?.textContent).toContain("请写明原因");
  expect(/** @type {HTMLInputElement} */ (dialog().querySelector(".count input")).value).toBe("5");
});

const open = [
  { line: 1, account: "建行", day: "2026-07-04", amount: 26200, payer: "黄*", remark: "1-1-302", verdict: "certain", candidates: [{ words: "1-1-302（附言写有房号）", belongs: { kind: "home", of: "1-1-302" } }] },
  { line: 2, account: "建行", day: "2026-07-04", amount: 28288, payer: "李*", remark: "", verdict: "unsure", candidates: [{ words: "收据 0002699（仅金额相同）", belongs: { kind: "receipt", of: "2699" } }, { words: "收据 0002700（仅金额相同）", belongs: { kind: "receipt", of: "2700" } }] },
];
const account = { account: "建行", method: "transfer", method_name: "银行转账", first: "2026-07-04", last: "2026-07-05", undecided: 2, suspense: 0 };

test("on the workbench Down takes the next line, Enter goes to its candidates, and nothing is sent before a yes", async () => {
  answering({ reconcile_accounts: [account], reconcile_open: open, reconcile_done: [], reconcile_accept: "第 2 笔流水：与已有收据相符，收据 0002700" });
  const bench = /** @type {any} */ (document.createElement("zf-reconcile"));
  document.body.append(bench);
  await settle(20);
  const box = /** @type {HTMLElement} */ (bench.querySelector(".long-list"));
  press(box, "ArrowDown");
  await settle();
  expect(bench.querySelector(".in-hand")?.textContent).toContain("282.88");
  press(box, "Enter");
  await settle();
  expect(document.activeElement?.textContent).toContain("0002699");
  expect(of("reconcile_accept")).toEqual([]);
  button(bench, "0002700").click();
  await settle(20);
  expect(of("reconcile_accept")[0]).toMatchObject({ line: 2, belongs: { kind: "receipt", of: "2700" } });
});

test("all certain lines are confirmed only after a yes that says how many receipts it makes", async () => {
  answering({ reconcile_accounts: [account], reconcile_open: open, reconcile_done: [], reconcile_accept_certain: 1 });
  const bench = document.createElement("zf-reconcile");
  document.body.append(bench);
  await settle(20);
  button(bench, "确认全部有把握").click();
  await settle();
  expect(dialog().textContent).toContain("1 笔据流水开具收据");
  expect(of("reconcile_accept_certain")).toEqual([]);
  button(dialog(), "确认 1 笔").click();
  await settle(20);
  expect(of("reconcile_accept_certain").length).toBe(1);
});

test("a statement without known headings is mapped column by column and the mapping goes with it", async () => {
  const columns = [{ letters: "A", heading: "时刻", field: "" }, { letters: "B", heading: "钱", field: "" }];
  const unread = { sheet: "账", readable: false, header: 1, columns, fields: [["day", "记账日期"], ["amount", "金额"]], lines: 0, incoming: 0, outgoing: 0, days: ["", ""], first: [], faults: [], left_out: 0 };
  const read = { ...unread, readable: true, lines: 2, days: ["2026-07-04", "2026-07-05"], columns: [{ ...columns[0], field: "day" }, { ...columns[1], field: "amount" }] };
  answering({ app_pick_file: { id: 7, name: "账.csv" }, reconcile_preview: (/** @type {any} */ args) => structuredClone(args.mapping ? read : unread), reconcile_take: { lines: 2, known: 0, faults: 0 } });
  const taking = takeStatement([/** @type {any} */ ({ ...account, account: "微信商户", method: "wechat" })]);
  await settle(20);
  expect(button(dialog(), "导入 0 笔").disabled).toBe(true);
  const choose = (/** @type {number} */ nth, /** @type {string} */ field) => type(dialog().querySelectorAll(".scroll select")[nth], field, "change");
  choose(0, "day");
  await settle();
  expect(of("reconcile_preview").length).toBe(1);
  choose(1, "amount");
  await settle(20);
  expect(of("reconcile_preview").at(-1).mapping).toEqual({ header: 1, columns: [["A", "day"], ["B", "amount"]] });
  type(dialog().querySelector("[name=account]"), "微信商户");
  button(dialog(), "导入 2 笔").click();
  expect(await taking).toEqual({ lines: 2, known: 0, faults: 0 });
  expect(of("reconcile_take")[0]).toMatchObject({ file: 7, account: "微信商户", way: "wechat", mapping: { header: 1 } });
});

test("a subject that is refused goes back to what it was, and Enter goes one down", async () => {
  const rows = [{ purpose: "receivable", meaning: "应收账单", code: "1122", name: "应收账款" }, { purpose: "prepaid", meaning: "业主预存", code: "2203", name: "预收账款" }];
  answering({ period_subjects: rows, period_name_subject: new Error("科目编码不能有空格") });
  const grid = document.createElement("zf-subjects");
  document.body.append(grid);
  await settle(20);
  const codes = /** @type {HTMLInputElement[]} */ ([...grid.querySelectorAll("input[name=code]")]);
  codes[0].focus();
  type(codes[0], "11 22", "change");
  await settle(20);
  expect(grid.textContent).toContain("不能有空格");
  expect(codes[0].value).toBe("1122");
  press(codes[0], "Enter");
  expect(document.activeElement).toBe(codes[1]);
});
