import { beforeEach, expect, test, vi } from "vitest";
import { answerWith } from "../src/ipc/index.js";
import "../src/views/dunning/debtors.js";

vi.mock("../src/components/paper.js", () => ({ showPapers: () => Promise.resolve() }));

const line = (account, room, total, oldest, stage = "") => ({
  account, room, owner: "张*", charges: 2, oldest, age: "1–90天", total, asked: total, late_charge: 0, limitation: "2028-10-31", remark: "", stage, next: "", reason: "", steward: "",
});
const CHOICES = { stages: [{ code: "gentle", name: "温馨提示", paper: "温馨提示", rule: "到期后第 3 天起", decided: false }, { code: "formal-demand", name: "书面催缴函", paper: "书面催缴函", rule: "到期后第 60 天起", decided: true }], buildings: ["1", "2"], stewards: [] };
const LINES = [line(1, "1-1-101", 50000, "2025-10-31"), line(2, "1-1-102", 90000, "2025-09-30"), line(3, "2-1-101", 20000, "2025-11-30")];
const groups = (key, name) => [{ key, name, debtors: 3, total: 160000 }];

/** @type {{ command: string, args: any }[]} */ let sent = [];
/** @type {any} */ let plan;

const settled = async () => { for (let i = 0; i < 8; i += 1) await new Promise((resolve) => setTimeout(resolve)); };

async function page() {
  answerWith(async (command, args) => {
    sent.push({ command, args });
    if (command === "dunning_choices") return ["物业服务费"];
    if (command === "dunning_plan") return plan;
    if (command === "dunning_run_choices") return CHOICES;
    if (command === "dunning_run") return { run: 1, homes: 1, asked: 90000, paper: { id: 1, name: "温馨提示.pdf", count: 1 }, changed: [] };
    const lines = LINES.filter((l) => !args?.choice?.building || l.room.startsWith(`${args.choice.building}-`));
    return { as_of: "2025-12-20", lines, total: 160000, late_charge: 0, by_building: groups("1", "1栋"), by_age: groups("up-to-90", "1–90天") };
  });
  const debtors = /** @type {any} */ (document.createElement("zf-debtors"));
  document.body.replaceChildren(debtors);
  await settled();
  return debtors;
}

const rooms = (/** @type {any} */ page) => [...page.querySelectorAll(".long-list tbody tr[aria-rowindex]")].map((tr) => tr.children[1].textContent.trim());

beforeEach(() => {
  sent = [];
  location.hash = "#/dunning";
  plan = { to: [{ debtor: LINES[1], asked: 90000, charges: 2, skipped: false, tickets: [] }], asked: 90000, left_out: [{ account: 1, room: "1-1-101", reason: "已缴清，没有逾期" }] };
});

test("the list is filtered by what was chosen, and a sum chooses too", async () => {
  const debtors = await page();
  expect(rooms(debtors)).toEqual(["1-1-101", "1-1-102", "2-1-101"]);
  debtors.querySelectorAll("aside .groups button")[1].click();
  await settled();
  expect(sent.at(-1)?.args.choice).toEqual({ building: "1", item: "", age: "", at_least: "", steward: "" });
  expect(rooms(debtors)).toEqual(["1-1-101", "1-1-102"]);
  const least = debtors.querySelector("input.least");
  least.value = "500";
  least.dispatchEvent(new Event("change"));
  await settled();
  expect(sent.at(-1)?.args.choice).toMatchObject({ building: "1", at_least: "500" });
});

test("it is sorted by the oldest or the largest debt and back by room", async () => {
  const debtors = await page();
  const [oldest, total] = debtors.querySelectorAll("th .link");
  oldest.click();
  await settled();
  expect(rooms(debtors)).toEqual(["1-1-102", "1-1-101", "2-1-101"]);
  debtors.querySelectorAll("th .link")[1].click();
  await settled();
  expect(rooms(debtors)[0]).toBe("1-1-102");
  expect(total).toBeTruthy();
  debtors.querySelectorAll("th .link")[1].click();
  await settled();
  expect(rooms(debtors)[0]).toBe("1-1-101");
});

test("Space chooses; who gets no letter is told with the reason; only the others are written to, with what was shown", async () => {
  const debtors = await page();
  const box = debtors.querySelector(".long-list");
  for (const key of [" ", "ArrowDown", " "]) {
    box.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    await settled();
  }
  expect(debtors.querySelector(".button.primary").textContent).toContain("2 户");
  debtors.querySelector(".button.primary").click();
  await settled();
  const asked = sent.find((s) => s.command === "dunning_plan");
  expect(asked?.args.choice).toMatchObject({ stage: "gentle", accounts: [1, 2], skip: false, reason: "" });
  const dialog = /** @type {any} */ (document.querySelector("dialog"));
  expect(dialog.textContent).toContain("已缴清");
  dialog.querySelector("form").requestSubmit();
  await settled();
  expect(sent.find((s) => s.command === "dunning_run")?.args.shown).toEqual([{ account: 2, asked: 90000 }]);
});

test("with nobody left to write to nothing is made and the way out is named", async () => {
  plan = { to: [], asked: 0, left_out: [{ room: "1-1-101", reason: "已缴清，没有逾期" }] };
  const debtors = await page();
  debtors.querySelector("th input[type=checkbox]").click();
  await settled();
  debtors.querySelector(".button.primary").click();
  await settled();
  const dialog = /** @type {any} */ (document.querySelector("dialog"));
  dialog.querySelector("form").requestSubmit();
  await settled();
  expect(dialog.querySelector("[role=alert]").textContent).toContain("没有要办的户");
  expect(sent.some((s) => s.command === "dunning_run")).toBe(false);
});
