import { beforeEach, expect, test } from "vitest";
import { answerWith } from "../src/ipc/index.js";
import "../src/views/billing/reading-grid.js";
import "../src/views/billing/runs.js";

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
const line = (/** @type {string} */ meter, change = {}) => ({ meter, kind: "水表", room: `1-1-${meter}`, before_day: "2026-06-28", before: "100", average: "8", value: "", day: "", estimate: false, reading: 0, counts: 0, usage: "", ...change });
const fine = { usage: "9", doubts: [], acceptable: true, lower: false };

/** @type {{ command: string, args: any }[]} */
let sent = [];
/** @param {Record<string, any>} answers */
const answers = (answers) => answerWith(async (command, args) => {
  sent.push({ command, args });
  const answer = answers[command];
  if (answer instanceof Error) throw { code: "refused", message: answer.message };
  return structuredClone(answer);
});
const of = (/** @type {string} */ command) => sent.filter((s) => s.command === command);

beforeEach(() => {
  document.body.replaceChildren();
  sent = [];
});

/** @param {any[]} lines */
async function grid(lines) {
  const element = /** @type {any} */ (document.createElement("zf-reading-grid"));
  element.lines = lines;
  element.day = "2026-07-05";
  document.body.append(element);
  await element.updateComplete;
  const fields = /** @type {HTMLInputElement[]} */ ([...element.querySelectorAll("input.reading")]);
  return { element, fields };
}

/** @param {HTMLInputElement} field @param {string} value */
function type(field, value) {
  field.focus();
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
const press = (/** @type {Element} */ at, /** @type {string} */ key, init = {}) => at.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init }));

test("Enter notes the reading and is already at the next meter; Up goes back; what is noted is closed and can be put right", async () => {
  answers({ meter_judge: fine, meter_note: { reading: 31, counts: 31, usage: "9" } });
  const { element, fields } = await grid([line("W1"), line("W2"), line("W3")]);
  type(fields[0], "109");
  press(fields[0], "Enter");
  expect(document.activeElement).toBe(fields[1]);
  await settled();
  expect(of("meter_note")).toHaveLength(1);
  expect(of("meter_note")[0].args.form).toMatchObject({ meter: "W1", value: "109", day: "2026-07-05", accept: false, rollover: false });
  await element.updateComplete;
  expect(fields[0].disabled).toBe(true);
  expect(element.textContent).toContain("更正");
  press(fields[1], "ArrowDown");
  expect(document.activeElement).toBe(fields[2]);
  press(fields[2], "ArrowUp");
  expect(document.activeElement).toBe(fields[1]);
  expect(of("meter_note")).toHaveLength(1);
});

test("an Enter that ends a composition neither moves nor notes", async () => {
  answers({ meter_judge: fine, meter_note: { reading: 31, counts: 31, usage: "9" } });
  const { fields } = await grid([line("W1"), line("W2")]);
  type(fields[0], "109");
  press(fields[0], "Enter", { isComposing: true });
  await settled();
  expect(document.activeElement).toBe(fields[0]);
  expect(sent).toHaveLength(0);
});

test("leaving a field and Enter on it note the same reading once", async () => {
  answers({ meter_judge: fine, meter_note: { reading: 31, counts: 31, usage: "9" } });
  const { fields } = await grid([line("W1"), line("W2")]);
  type(fields[0], "109");
  press(fields[0], "Enter");
  fields[0].dispatchEvent(new Event("change", { bubbles: true }));
  await settled();
  fields[0].dispatchEvent(new Event("change", { bubbles: true }));
  await settled();
  expect(of("meter_note")).toHaveLength(1);
});

test("an odd reading is noted only with the reason, and the reason goes with it", async () => {
  answers({ meter_judge: { ...fine, doubts: ["用量 900 超过平均 8 的三倍"] }, meter_note: { reading: 5, counts: 5, usage: "900" } });
  const { element, fields } = await grid([line("W1"), line("W2")]);
  type(fields[0], "1000");
  press(fields[0], "Enter");
  await settled();
  await element.updateComplete;
  expect(of("meter_note")).toHaveLength(0);
  const why = /** @type {HTMLInputElement} */ (element.querySelector("tr.doubt input"));
  press(why, "Enter");
  await settled();
  expect(of("meter_note")).toHaveLength(0);
  expect(element.textContent).toContain("请写明复核的情况");
  type(why, "漏水，已告知业主");
  press(why, "Enter");
  await settled();
  expect(of("meter_note")[0].args.form).toMatchObject({ accept: true, note: "漏水，已告知业主", value: "1000" });
});

test("a lower reading cannot be waved through, only said to have passed zero", async () => {
  answers({ meter_judge: { usage: "", doubts: ["低于上次读数 100"], acceptable: false, lower: true }, meter_note: { reading: 5, counts: 5, usage: "4" } });
  const { element, fields } = await grid([line("W1")]);
  type(fields[0], "4");
  press(fields[0], "Enter");
  await settled();
  await element.updateComplete;
  expect(element.querySelector("tr.doubt input")).toBeNull();
  expect(of("meter_note")).toHaveLength(0);
});

const run = { months: "2026-07", homes: 3, charges: 4, total: 88888, let_off: 0, prepaid_drawn: 0, already_charged: 0, differences: [], by_building: [], special: [], obstacles: [], gaps: 0 };
const around = { app_state: { today: "2026-07-05" }, billing_choices: { buildings: ["1"], items: [["management", "物业服务费"]] }, billing_runs: [] };

/** @param {any} view @param {any} [done] */
async function page(view, done) {
  answers({ ...around, billing_preview: view, billing_post: done });
  const element = /** @type {any} */ (document.createElement("zf-runs"));
  document.body.append(element);
  await settled();
  element.querySelector("form").dispatchEvent(new Event("submit", { cancelable: true }));
  await settled();
  return element;
}
const button = (/** @type {Element} */ at, /** @type {string} */ text) => /** @type {HTMLButtonElement} */ ([...at.querySelectorAll("button")].find((b) => b.textContent?.includes(text)));

test("a run that leaves homes out is posted only when a person says so", async () => {
  const element = await page({ ...run, gaps: 2, obstacles: [{ room: "1-1-101", what: "没有收费标准", leaves_out: true }] });
  expect(button(element, "出账 4 笔").disabled).toBe(true);
  const accept = /** @type {HTMLInputElement} */ (element.querySelector(".run input[type=checkbox]"));
  accept.checked = true;
  accept.dispatchEvent(new Event("change", { bubbles: true }));
  await element.updateComplete;
  expect(button(element, "出账 4 笔").disabled).toBe(false);
});

test("another month asked for takes the look back, so that only what was seen is posted", async () => {
  const element = await page(run);
  expect(button(element, "出账 4 笔")).toBeDefined();
  type(/** @type {HTMLInputElement} */ (element.querySelector("input[name=months]")), "2026-08");
  await element.updateComplete;
  expect(button(element, "出账 4 笔")).toBeUndefined();
});

test("a second run says that everything stands already", async () => {
  const element = await page({ ...run, charges: 0, homes: 0, total: 0, already_charged: 4 });
  expect(element.textContent).toContain("4 笔已经出过，不会重复");
  expect(button(element, "出账 0 笔")).toBeUndefined();
});

test("the special charges of a run are found by typing", async () => {
  const special = (/** @type {string} */ room, change = {}) => ({ room, item: "物业服务费", payer: "业主", days: "2026-07-10～2026-07-31", gross: 20000, vacancy: 0, relief: 0, net: 20000, ...change });
  const element = await page({ ...run, special: [special("1-1-101"), special("2-1-301", { payer: "建设单位" })] });
  const field = /** @type {HTMLInputElement} */ (element.querySelector("zf-special input"));
  expect(element.querySelector("zf-special").textContent).toContain("2 / 2 笔");
  type(field, "建设单位");
  await element.querySelector("zf-special").updateComplete;
  expect(element.querySelector("zf-special").textContent).toContain("1 / 2 笔");
});
