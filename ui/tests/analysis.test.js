import { beforeEach, expect, test, vi } from "vitest";
import { answerWith } from "../src/ipc/index.js";
import "../src/views/analysis.js";

vi.mock("../src/components/paper.js", () => ({ showPapers: () => Promise.resolve() }));

const CHOICES = {
  axes: [["building", "楼栋"], ["unit", "单元"], ["home", "户"], ["reason", "欠费原因"]].map(([value, label]) => ({ value, label })),
  effects: [{ value: "stage", label: "催缴阶段" }], days: 15, percent: 80, today: "2026-01-06",
  exclusions: [{ value: "suit", label: "诉讼中" }, { value: "instalment", label: "分期履行中" }],
};
const row = (key, name, total, excluded = [0, 0]) => ({ key, name, debtors: 1, charges: 2, total, excluded, chased: total - excluded[1], permille: 500 });
const rate = (above, below, percent) => ({ above, below, percent, permille: 500 });
const conversion = (above, below, percent) => ({ homes: rate(above, below, percent), amount: rate(above, below, percent), pending: "0", handed_on: "2" });

/** @type {{ command: string, args: any }[]} */ let sent = [];
/** @type {Record<string, any>} */ let answers = {};

const settled = async () => { for (let i = 0; i < 10; i += 1) await new Promise((resolve) => setTimeout(resolve)); };

/** @param {string} tag */
async function page(tag) {
  answerWith(async (command, args) => {
    sent.push({ command, args });
    if (command === "analysis_choices") return CHOICES;
    const answer = answers[command];
    return typeof answer === "function" ? answer(args) : answer;
  });
  const element = /** @type {any} */ (document.createElement(tag));
  document.body.replaceChildren(element);
  await settled();
  return element;
}

const asked = (/** @type {string} */ command) => sent.filter((s) => s.command === command).map((s) => s.args);

beforeEach(() => {
  sent = [];
  answers = {};
  location.hash = "#/analysis";
});

test("a row opens into its units and the trail leads back", async () => {
  answers.analysis_arrears = (/** @type {any} */ { choice }) => ({
    as_of: "2026-01-06", within: choice.within.map(() => "1栋"),
    rows: choice.by === "building" ? [row("1", "1栋", 50000), row("2", "2栋", 20000)] : [row("1-1", "1栋1单元", 50000)],
    total: row("", "合计", 70000),
  });
  const view = await page("zf-analysis-arrears");
  view.querySelector("tbody tr").click();
  await settled();
  expect(asked("analysis_arrears").at(-1).choice).toMatchObject({ by: "unit", within: [{ axis: "building", key: "1" }] });
  expect(view.querySelector(".trail").textContent).toContain("楼栋 1栋");
  view.querySelector(".trail .link").click();
  await settled();
  expect(asked("analysis_arrears").at(-1).choice).toMatchObject({ by: "building", within: [] });
});

test("only exclusions that hold something have a column", async () => {
  answers.analysis_arrears = { as_of: "2026-01-06", within: [], rows: [row("1", "1栋", 50000, [0, 10000])], total: row("", "合计", 50000, [0, 10000]) };
  const view = await page("zf-analysis-arrears");
  const heads = [...view.querySelectorAll("thead th")].map((th) => th.textContent.trim());
  expect(heads).toContain("分期履行中");
  expect(heads).not.toContain("诉讼中");
});

test("each conversion stands with what it is made of, and the rule beneath", async () => {
  answers.analysis_effect = {
    as_of: "2026-01-06", rows: [{ name: "温馨提示", conversion: conversion("54", "120", "45.00") }], total: conversion("54", "120", "45.00"),
    reach: rate("3", "4", "75.00"), validity: rate("0", "0", null), promises: rate("1", "2", "50.00"), rule: "归属规则：一户只计入最后一次动作。",
  };
  const view = await page("zf-analysis-effect");
  const text = view.textContent.replace(/\s+/g, " ");
  expect(text).toContain("45.00");
  expect(text).toContain("54 / 120");
  expect(text).toContain("一户只计入最后一次动作");
  expect(asked("analysis_effect")[0].choice).toMatchObject({ from: "2026-01-01", to: "2026-01-06", days: "15", percent: "80" });
});

test("only the months that were changed are set", async () => {
  const month = (/** @type {number | null} */ target) => ({ target, actual: 0, percent: null, target_permille: 0, actual_permille: 0 });
  const line = { person: "", months: [month(100000), ...Array.from({ length: 11 }, () => month(null))], to_date: month(100000), year: month(100000) };
  answers.analysis_plan = { year: 2026, now: 2026, rows: [line], definition: "实收按收据日期统计" };
  answers.analysis_set_plan = 1;
  const view = await page("zf-plan");
  view.querySelector(".button.primary").click();
  await settled();
  const dialog = /** @type {any} */ (document.querySelector("dialog"));
  const february = dialog.querySelector('[name="m1"]');
  february.value = "2000";
  february.dispatchEvent(new Event("input"));
  dialog.querySelector("form").dispatchEvent(new Event("submit", { cancelable: true }));
  await settled();
  const { form } = asked("analysis_set_plan")[0];
  expect(form.targets[0]).toEqual(["2026-01", ""]);
  expect(form.targets[1]).toEqual(["2026-02", "2000"]);
});

test("the meeting is about the month that is over", async () => {
  answers.analysis_hard = [];
  const view = await page("zf-meeting");
  expect(view.querySelector("input.months").value).toBe("2025-12");
  expect(view.textContent).toContain("今天没有要一起商量的户");
});

test("an open ticket warns beside the way out", async () => {
  answers.analysis_hard = [{ room: "1-1-101", owner: "张*", total: 50000, whys: ["时效将届满"], barring: true, limitation: "2026-01-31", stage: "", reason: "", contact: "", next: "", tickets: 2, steward: "", way: "先取得书面确认" }];
  const view = await page("zf-meeting");
  expect(view.textContent).toContain("有 2 个未办工单，先答复");
  expect(view.querySelector(".tag.danger").textContent).toBe("时效将届满");
});
