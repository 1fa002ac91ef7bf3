import { beforeEach, expect, test, vi } from "vitest";
import { answerWith } from "../src/ipc/index.js";
import "../src/views/first-run.js";
import "../src/views/register/import.js";

vi.mock("@tauri-apps/api/core", () => ({ Channel: class { onmessage = null; }, invoke: () => Promise.reject(new Error("no Rust here")) }));

/** @type {{ command: string, args: any }[]} */
let sent = [];
/** @param {Record<string, any>} answers */
function answering(answers) {
  sent = [];
  answerWith(async (command, args) => {
    sent.push({ command, args });
    const answer = answers[command];
    if (answer === undefined) throw { code: "unknown", message: command };
    return typeof answer === "function" ? answer(args) : answer;
  });
}
const settled = async () => { for (let i = 0; i < 20; i += 1) await Promise.resolve(); };
/** @param {HTMLElement} at @param {string} key @param {any} more */
const press = (at, key, more = {}) => at.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));

const row = (/** @type {any} */ more) => ({ sheet: "台账", row: 5, fate: "new", room: "1-1-101", owners: "王一", area: "94.56", words: [], ...more });
const look = (/** @type {any} */ more = {}) => ({
  problem: null,
  named: { header_first: 3, header_last: 3, data: 4, columns: [["A", "room"], ["B", "area"]] },
  columns: [
    { letters: "A", heading: "房号", field: "room", role: "", forbidden: false },
    { letters: "B", heading: "面积", field: "area", role: "", forbidden: false },
    { letters: "C", heading: "身份证号", field: "", role: "", forbidden: true },
    { letters: "D", heading: "主人", field: "", role: "", forbidden: false },
  ],
  fields: [["room", "房号"], ["area", "建筑面积"], ["owner", "业主"]],
  rows: [row({}), row({ row: 6, fate: "changed", room: "1-1-102", words: ["电话：1 → 2"] }), row({ row: 7, fate: "refused", room: "", words: ["B 面积“九十”：面积不是数字，请只填数字，如 94.56。"] })],
  opening: 0, opening_homes: 0, opening_due: "2025-12-31",
  ...more,
});
const done = { import: 1, added: 1, changed: 0, unchanged: 0, refused: 1, opening: 0 };

/** @param {string} tag */
async function shown(tag) {
  document.body.innerHTML = "";
  const page = /** @type {any} */ (document.createElement(tag));
  document.body.append(page);
  await settled();
  await page.updateComplete;
  return page;
}
/** @param {Element} page @param {string} text */
const button = (page, text) => /** @type {HTMLButtonElement} */ ([...page.querySelectorAll("button")].find((b) => b.textContent?.includes(text)));

beforeEach(() => { document.body.innerHTML = ""; });

test("the dry run writes nothing until the yes, shows the refused rows first, and the yes takes what was shown", async () => {
  answering({ app_pick_file: { id: 3, name: "台账.xlsx" }, register_look: look(), register_import: done });
  const page = await shown("zf-register-import");
  expect(page.shown).toBe("refused");
  expect(page.textContent).toContain("还没有写入任何内容");
  expect(sent.map((s) => s.command)).toEqual(["app_pick_file", "register_look"]);
  press(document.body, "F9");
  await settled();
  await page.updateComplete;
  const yes = sent.find((s) => s.command === "register_import");
  expect(yes?.args).toMatchObject({ file: 3, named: null, changeExisting: false });
  expect(page.textContent).toContain("第 1 次导入完成");
});

test("homes already in the register are changed only when somebody says so", async () => {
  answering({ app_pick_file: { id: 3, name: "台账.xlsx" }, register_look: look({ rows: [row({ fate: "changed" })] }), register_import: done });
  const page = await shown("zf-register-import");
  expect(button(page, "没有可导入的").disabled).toBe(true);
  /** @type {HTMLInputElement} */ (page.querySelector("[name=changing]")).click();
  await page.updateComplete;
  button(page, "导入 1 户").click();
  await settled();
  expect(sent.at(-1)?.args).toMatchObject({ changeExisting: true });
});

test("columns put right by hand are looked at again and go with the yes; forbidden ones cannot be chosen", async () => {
  answering({ app_pick_file: { id: 3, name: "台账.xlsx" }, register_look: look(), register_import: done });
  const page = await shown("zf-register-import");
  button(page, "列的用法").click();
  await page.updateComplete;
  expect(/** @type {HTMLSelectElement} */ (page.querySelector("[name=column-C]")).disabled).toBe(true);
  const select = /** @type {HTMLSelectElement} */ (page.querySelector("[name=column-D]"));
  select.value = "owner";
  select.dispatchEvent(new Event("change"));
  /** @type {HTMLFormElement} */ (page.querySelector("form")).requestSubmit();
  await settled();
  expect(sent.at(-1)).toMatchObject({ command: "register_look", args: { named: { columns: expect.arrayContaining([["D", "owner"], ["A", "room"]]) } } });
  await page.updateComplete;
  press(document.body, "F9");
  await settled();
  expect(sent.at(-1)?.args.named.columns).toContainEqual(["D", "owner"]);
});

test("headings that cannot be read open the columns and offer no yes", async () => {
  answering({ app_pick_file: { id: 3, name: "x.csv" }, register_look: look({ problem: "没有找到表头", rows: [] }) });
  const page = await shown("zf-register-import");
  expect(page.querySelector("form.mapping")).not.toBeNull();
  expect(button(page, "没有可导入的").disabled).toBe(true);
  press(document.body, "F9");
  await settled();
  expect(sent.some((s) => s.command === "register_import")).toBe(false);
});

test("a refused yes stands on the page and is the same act when said again", async () => {
  let first = true;
  const refuse = () => { if (first) { first = false; throw { code: "disk-full", message: "磁盘已满" }; } return done; };
  answering({ app_pick_file: { id: 3, name: "台账.xlsx" }, register_look: look(), register_import: refuse });
  const page = await shown("zf-register-import");
  press(document.body, "F9");
  await settled();
  await page.updateComplete;
  expect(page.querySelector("[role=alert]")?.textContent).toContain("磁盘已满");
  press(document.body, "F9");
  await settled();
  const keys = sent.filter((s) => s.command === "register_import").map((s) => s.args.key);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
});

test("first run: Enter of an input method moves nothing; without a name nothing is sent; with it the typed fields are", async () => {
  answering({ app_neutral_locality: [{ name: "reply_days", label: "异议答复天数", value: "3", expected: "1—90 的整数" }], app_create_book: { open: true } });
  const page = await shown("zf-first-run");
  let opened = 0;
  page.addEventListener("opened", () => { opened += 1; });
  const [name, estate] = ["office", "estate"].map((n) => /** @type {HTMLInputElement} */ (page.querySelector(`[name=${n}]`)));
  name.focus();
  press(name, "Enter", { isComposing: true });
  expect(document.activeElement).toBe(name);
  press(document.body, "F9");
  await settled();
  expect(sent.some((s) => s.command === "app_create_book")).toBe(false);
  name.value = "青禾苑物业服务中心";
  press(name, "Enter");
  expect(document.activeElement).toBe(estate);
  press(document.body, "F9");
  await settled();
  const args = sent.find((s) => s.command === "app_create_book")?.args.new;
  expect(args.profile).toContainEqual(["office", "青禾苑物业服务中心"]);
  expect(args.locality).toEqual([["reply_days", "3"]]);
  expect(opened).toBe(1);
  expect(location.hash).toBe("#/register/imports");
});
