import { beforeEach, expect, test, vi } from "vitest";
import { answerWith } from "../src/ipc/index.js";
import { monthAfter } from "../src/views/disclosure.js";

vi.mock("../src/components/paper.js", () => ({ showPapers: () => Promise.resolve() }));

const totals = {
  income: [{ label: "当期物业服务费", amount: 500000, percent: "" }], income_total: 500000,
  expense: [{ label: "清洁卫生", amount: 200000, percent: "100.0" }], expense_total: 200000,
  balance: 300000, balance_before: 0, newly_prepaid: 0,
  common_opening: 0, common_income: [], common_cost: 0, common_uses: [], common_closing: 0,
};
const month = (over = {}) => ({
  month: "2025-11", entries: [{ id: 7, section: "支出", label: "清洁卫生", amount: 200000, note: "", taken_back: false }], totals,
  versions: [{ number: "SZ-202512-00001", version: 1, on: "2025-12-02", operator: "陈", postings: [] }], changed: false, notes: [],
  sections: [{ code: "expense", name: "支出" }, { code: "income", name: "其他收入" }], groups: [{ code: "cleaning", name: "清洁卫生" }], ...over,
});

/** @type {{ command: string, args: any }[]} */ let sent = [];
const settled = async () => { for (let i = 0; i < 8; i += 1) await new Promise((resolve) => setTimeout(resolve)); };

/** @param {any} shown */
async function page(shown) {
  answerWith(async (command, args) => {
    sent.push({ command, args });
    if (command === "app_state") return { open: true, today: "2025-12-20" };
    if (command === "disclosure_month") return shown;
    if (command === "disclosure_add_entry") {
      if (!args?.entry?.amount) throw { code: "amount", message: "金额不能空着" };
      return 8;
    }
    return { id: 1, name: "收支公示.pdf", count: 1 };
  });
  const element = /** @type {any} */ (document.createElement("zf-disclosure"));
  document.body.replaceChildren(element);
  await settled();
  return element;
}

beforeEach(() => {
  sent = [];
  location.hash = "#/disclosure";
});

test("it opens on the month that is over, and months follow each other over the year's end", async () => {
  await page(month());
  expect(sent.find((s) => s.command === "disclosure_month")?.args).toEqual({ text: "2025-11" });
  expect([monthAfter("2025-12", 1), monthAfter("2026-01", -1), monthAfter("2025-11", 0)]).toEqual(["2026-01", "2025-12", "2025-11"]);
});

test("an entry is sent as typed; a refusal stands in the form and what was typed stays", async () => {
  const element = await page(month());
  dispatchEvent(new KeyboardEvent("keydown", { key: "F8" }));
  await settled();
  const dialog = /** @type {any} */ (document.querySelector("dialog"));
  dialog.querySelector("form").requestSubmit();
  await settled();
  expect(dialog.querySelector("[role=alert]").textContent).toContain("金额");
  const amount = dialog.querySelector("[name=amount]");
  amount.value = "29600";
  amount.dispatchEvent(new Event("input"));
  dialog.querySelector("form").requestSubmit();
  await settled();
  expect(sent.filter((s) => s.command === "disclosure_add_entry").at(-1)?.args.entry).toMatchObject({ month: "2025-11", section: "expense", group: "cleaning", amount: "29600" });
  expect(element.textContent).toContain("清洁卫生");
});

test("figures that changed since the last version are told, and the old version can still be looked at", async () => {
  const element = await page(month({ changed: true }));
  expect(element.querySelector(".notice.warn").textContent).toContain("旧版本留着");
  expect(element.querySelector(".button.primary").textContent).toContain("出新版本");
  element.querySelector(".versions .link").click();
  await settled();
  expect(sent.find((s) => s.command === "disclosure_version")?.args).toEqual({ text: "2025-11", number: "SZ-202512-00001" });
});
