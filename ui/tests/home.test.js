import { beforeEach, expect, test } from "vitest";
import { answerWith } from "../src/ipc/index.js";
import { levelOf } from "../src/views/home/map.js";
import { roundAbove } from "../src/views/home/trend.js";
import "../src/views/home.js";

const share = (part = 0, whole = 0, percent = null) => ({ part, whole, percent });
const cell = (room, row, column, overdue = 0, age = 0) => ({ room, row, column, overdue, age });
const takings = (received) => ({ date: "2025-12-20", by_method: [{ method: "现金", receipts: 1, received, refunded: 0 }], received, refunded: 0, receipts: 1 });

const view = {
  today: "2025-12-20", next_step: null, homes: 5,
  rates: { month: "2025-12", current: share(5822, 10000, "58.22"), by_home: share(2, 5, "40.00"), historic: share(0, 0) },
  overdue: 70000, debtors: 2,
  ages: [{ code: "not-due", label: "未到期", open: 100, charges: 1 }, { code: "up-to-90", label: "1–90天", open: 70000, charges: 3 }],
  map: [
    { building: "1", floors: [2, 1], units: [{ unit: 1, columns: 2, homes: [cell("1-1-101", 1, 0), cell("1-1-102", 1, 1, 50000, 1), cell("1-1-201", 0, 0)] }], overdue: 50000, debtors: 1, homes: 3 },
    { building: "2", floors: [2, 1], units: [{ unit: 1, columns: 1, homes: [cell("2-1-101", 1, 0), cell("2-1-201", 0, 0, 20000, 6)] }], overdue: 20000, debtors: 1, homes: 2 },
  ],
  trend: [{ month: "2025-11", share: share(900000, 1000000, "90.00") }, { month: "2025-12", share: share(0, 0) }],
  todos: [{ kind: "promise-due", label: "户承诺今天到期", count: 6, amount: 20000, rooms: ["1-1-102"], detail: "" }],
  yesterday: takings(0), now: takings(33928),
};

/** @param {any} shown */
async function page(shown) {
  answerWith(async (command) => (command === "dunning_today" ? { items: [], by_kind: [{ kind: "call", label: "电话沟通", count: 3 }] } : shown));
  const home = /** @type {any} */ (document.createElement("zf-home"));
  document.body.replaceChildren(home);
  for (let i = 0; i < 5; i += 1) await new Promise((resolve) => setTimeout(resolve));
  return home;
}

beforeEach(() => { location.hash = "#/home"; });

test("a chart turns into a table with every figure and back", async () => {
  const home = await page(view);
  const chart = home.querySelector("zf-chart");
  expect(chart.querySelector("table")).toBeNull();
  expect(chart.textContent).toContain("90%");
  chart.querySelector(".actions button").click();
  await chart.updateComplete;
  expect(chart.querySelector("table").textContent).toContain("10,000.00");
  expect(chart.querySelector("table").textContent).toContain("90.00%");
  chart.querySelector(".actions button").click();
  await chart.updateComplete;
  expect(chart.querySelector("table")).toBeNull();
});

test("arrows walk the map from home to home and building to building; Enter opens the home", async () => {
  const home = await page(view);
  const map = home.querySelector("zf-arrears-map");
  const box = map.querySelector(".buildings");
  const press = async (/** @type {string[]} */ ...keys) => {
    for (const key of keys) {
      box.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      await map.updateComplete;
    }
    return map.querySelector(".current").textContent;
  };
  expect(await press("ArrowRight")).toContain("1-1-101");
  expect(await press("ArrowRight")).toContain("1-1-102");
  expect(await press()).toContain("500.00");
  expect(await press("ArrowRight")).toContain("2-1-101"); // the same floor of the next building
  expect(await press("ArrowUp")).toContain("3年以上");
  expect(await press("ArrowLeft")).toContain("1-1-201");
  expect(await press("ArrowUp")).toContain("1-1-201"); // the top floor stays
  expect(await press("PageDown")).toContain("2-1-201");
  await press("Enter");
  expect(location.hash).toBe("#/counter/2-1-201");
});

test("the mark of a home follows its age or its amount", () => {
  expect(levelOf(cell("1-1-101", 0, 0, 50000, 4), false)).toBe(4);
  expect([0, 1, 50000, 50001, 1000001].map((fen) => levelOf(cell("1-1-101", 0, 0, fen, 4), true))).toEqual([0, 1, 1, 2, 6]);
});

test("the scale ends at a round figure", () => {
  expect([1, 105, 121, 9000001].map(roundAbove)).toEqual([1, 120, 160, 10000000]);
});

test("what waits names its homes and leads to where it is done", async () => {
  const home = await page(view);
  const todo = home.querySelector(".todos li");
  expect(todo.textContent.replace(/\s+/g, "")).toContain("6户承诺今天到期");
  expect(todo.querySelector("a").getAttribute("href")).toBe("#/dunning/calendar");
  expect(todo.querySelector(".rooms a").getAttribute("href")).toBe("#/counter/1-1-102");
  expect(todo.querySelector(".rooms").textContent).toContain("等");
});

test("an empty book names the next step and shows no empty charts", async () => {
  const home = await page({ ...view, next_step: "tariffs" });
  expect(home.querySelector(".empty a").getAttribute("href")).toBe("#/billing");
  expect(home.querySelector("zf-chart")).toBeNull();
});

test("the morning list of 催缴 stands in one line each, which leads there", async () => {
  const home = await page(view);
  expect(home.querySelector("zf-home-work a[href='#/dunning/today/call']").textContent.replace(/\s+/g, "")).toBe("3电话沟通");
});
