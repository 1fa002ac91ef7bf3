import { beforeEach, expect, test, vi } from "vitest";
import { answerWith } from "../src/ipc/index.js";
import "../src/views/dunning/today.js";

const noted = vi.hoisted(() => ({ calls: /** @type {any[]} */ ([]) }));
vi.mock("../src/views/contact/note.js", () => ({ noteContact: async (/** @type {any[]} */ ...args) => { noted.calls.push(args); return "no-answer"; } }));
vi.mock("../src/views/contact/deliver.js", () => ({ noteDelivery: async () => false }));
vi.mock("../src/components/paper.js", () => ({ showPapers: () => Promise.resolve() }));

const item = (kind, label, room, more = {}) => ({
  kind, label, account: 1, room, what: "问明原因", due: "2026-01-06", late: false, amount: 66666, steward: "", not_before: "", stage: "", number: "", ...more,
});
const ITEMS = [
  item("barring", "时效将满", "5-2-901", { due: "2026-01-31" }),
  item("call", "电话沟通", "5-1-402", { not_before: "14:00 起", steward: "管家小林" }),
  item("letters", "该发信", "20 户", { stage: "first-notice", account: null }),
];

/** @type {{ command: string, args: any }[]} */ let sent = [];
/** @type {any} */ let items;

const settled = async () => { for (let i = 0; i < 8; i += 1) await new Promise((resolve) => setTimeout(resolve)); };

async function page() {
  answerWith(async (command, args) => {
    sent.push({ command, args });
    if (command === "dunning_run_choices") return { stages: [{ code: "first-notice", name: "第一次催缴通知", paper: "", rule: "", decided: false }], buildings: ["5"], stewards: ["管家小林"] };
    if (command === "dunning_choices") return [];
    if (command === "dunning_plan") return { to: [], asked: 0, left_out: [] };
    const kinds = [...new Set(items.map((i) => i.kind))].map((kind) => ({ kind, label: items.find((i) => i.kind === kind).label, count: items.filter((i) => i.kind === kind).length }));
    return { items, by_kind: kinds };
  });
  const today = /** @type {any} */ (document.createElement("zf-dunning-today"));
  document.body.replaceChildren(today);
  await settled();
  return today;
}

const rooms = (/** @type {any} */ page) => [...page.querySelectorAll(".long-list tbody tr[aria-rowindex]")].map((tr) => tr.children[1].textContent.trim());

beforeEach(() => {
  sent = [];
  items = ITEMS;
  location.hash = "#/dunning/today";
});

test("the list is as it comes, most urgent first; a kind narrows it and back", async () => {
  const today = await page();
  expect(rooms(today)).toEqual(["5-2-901", "5-1-402", "20 户"]);
  expect(today.textContent).toContain("14:00 起");
  const chip = [...today.querySelectorAll(".chip")].find((c) => c.textContent.includes("电话沟通"));
  chip.click();
  await settled();
  expect(rooms(today)).toEqual(["5-1-402"]);
  chip.click();
  await settled();
  expect(rooms(today).length).toBe(3);
});

test("only the buildings of a steward are asked for when one is chosen", async () => {
  const today = await page();
  const select = today.querySelector("select");
  select.value = "管家小林";
  select.dispatchEvent(new Event("change"));
  await settled();
  expect(sent.filter((s) => s.command === "dunning_today").at(-1)?.args).toEqual({ steward: "管家小林" });
});

test("Enter opens the form of a call, reads the list anew when it was noted, and opens the run of letters", async () => {
  const today = await page();
  await today.act(ITEMS[1]);
  expect(noted.calls).toEqual([["5-1-402", 1]]);
  expect(sent.filter((s) => s.command === "dunning_today").length).toBe(2);
  await today.act(ITEMS[0]);
  expect(location.hash).toBe("#/counter/5-2-901");
  today.act(ITEMS[2]);
  await settled();
  expect(sent.find((s) => s.command === "dunning_plan")?.args.choice.stage).toBe("first-notice");
  document.querySelector("dialog")?.remove();
});

test("with nothing to do the next step is named", async () => {
  items = [];
  const today = await page();
  expect(today.querySelector(".empty").textContent).toContain("批次");
});
