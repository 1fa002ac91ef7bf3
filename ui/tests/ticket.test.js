import { beforeEach, expect, test, vi } from "vitest";
import { answerWith } from "../src/ipc/index.js";
import "../src/views/ticket/board.js";
import "../src/views/ticket/list.js";
import { newTicket } from "../src/views/ticket/intake.js";

vi.mock("../src/components/paper.js", () => ({ showPapers: () => Promise.resolve() }));

const row = (number, level, state, alarm, wish) => ({
  number, room: "5-2-701", place: "", kind: "报修", topic: "工程维修 · 水电", level, level_label: level, wish, state, label: "处理中", taken: "2026-01-06 09:00",
  first_contact: "前台小周", executor: "", next: "办结", due: "2026-01-06 12:00", left: alarm === "late" ? "超时 2 小时" : "还有 3 天", alarm, escalate_to: "", touches_fee: false, paused_until: "", reopened: 0,
});
const ROWS = [row("GD-1", "p0", "in-progress", "late", "电梯困人"), row("GD-2", "p2", "accepted", "", "楼道灯不亮")];
const words = (...pairs) => pairs.map(([value, label]) => ({ value, label }));
const CHOICES = {
  kinds: words(["complaint", "投诉"], ["repair", "报修"]), topics: [{ value: "plumbing", label: "工程维修 · 水电", level: "p2" }], categories: words(["works", "工程维修"]), levels: words(["p1", "P1"]),
  channels: words(["desk", "前台"]), holds: [], grounds: [], ways: words(["phone", "电话"]), answers: [], roles: [], items: words(["management", "物业服务费"]), charges: words(["7", "2025年12月物业服务费 222.22 元"]),
  room: "5-2-701", staff: [], contractors: [], incidents: [], scripts: [], operator: "前台小周",
};
const CARD = { row: ROWS[0], reporter: "毛宁", phone: "", channel: "电话", promises: [["办结", "2026-01-06 12:00"]], reply_by: "2026-01-06 09:30", replied: "2026-01-06 09:00", done_by: "", log: [], allowed: ["finish", "hold"], executors: ["老赵"], materials: [], pictures: [], incident: "", script: "", chargeable: true, revisit_always: false };

/** @type {{ command: string, args: any }[]} */ let sent = [];
/** @type {any[]} */ let rows = [];
const settled = async () => { for (let i = 0; i < 8; i += 1) await new Promise((resolve) => setTimeout(resolve)); };

/** @param {string} tag */
async function page(tag) {
  const part = /** @type {any} */ (document.createElement(tag));
  document.body.replaceChildren(part);
  await settled();
  return part;
}

beforeEach(() => {
  [sent, rows] = [[], ROWS];
  location.hash = "#/ticket";
  answerWith(async (command, args) => {
    sent.push({ command, args });
    if (command === "ticket_choices") return CHOICES;
    if (command === "ticket_list") return { rows, late: 1, soon: 0, served: [{ number: "GD-3", room: "5-1-402", wish: "修好就交", served: "2026-01-06 15:00", overdue: 66666 }] };
    if (command === "ticket_card" || command === "ticket_step") return CARD;
    if (command === "ticket_take") return { number: "GD-9", promised: "按时" };
    return undefined;
  });
});

test("what is late is told apart, and the served ones ask for a talk", async () => {
  const list = await page("zf-tickets");
  expect(list.querySelectorAll(".long-list tbody tr[aria-rowindex]")).toHaveLength(2);
  expect(list.querySelector(".long-list .danger").textContent).toBe("超时 2 小时");
  expect(list.querySelector(".served").textContent).toContain("666.66");
  [...list.querySelectorAll(".chip")].find((c) => c.textContent.startsWith("已超时")).click();
  await settled();
  expect(list.querySelectorAll(".long-list tbody tr[aria-rowindex]")).toHaveLength(1);
});

test("an empty list names the way to the first one", async () => {
  rows = [];
  const list = await page("zf-tickets");
  expect(list.querySelector(".empty").textContent).toContain("F7");
});

test("the board puts each where it stands and opens it", async () => {
  const board = await page("zf-ticket-board");
  const columns = [...board.querySelectorAll("section")].map((s) => s.querySelectorAll(".card").length);
  expect(columns).toEqual([0, 1, 1, 0, 0, 0]);
  board.querySelector(".card.late").click();
  await settled();
  const dialog = /** @type {HTMLDialogElement} */ (document.querySelector("dialog"));
  expect(dialog.textContent).toContain("电梯困人");
  expect(dialog.querySelector(".primary")?.textContent).toBe("办结");
  dialog.close();
});

test("taking in sends the words, the fee named and one key", async () => {
  const done = newTicket("5-2-701");
  await settled();
  const form = /** @type {HTMLFormElement} */ (document.querySelector("dialog form"));
  const set = (/** @type {string} */ name, /** @type {string} */ value, event = "input") => {
    const field = /** @type {any} */ (form.querySelector(`[name=${name}]`));
    field.value = value;
    field.dispatchEvent(new Event(event, { bubbles: true }));
  };
  set("wish", "楼道灯修好就交");
  set("fee", "charge:7", "change");
  await settled();
  expect(form.textContent).toContain("诉讼时效不变");
  form.dispatchEvent(new Event("submit", { cancelable: true }));
  await settled();
  expect(await done).toBe("GD-9");
  const taken = sent.find((s) => s.command === "ticket_take");
  expect(taken?.args.form).toMatchObject({ room: "5-2-701", wish: "楼道灯修好就交", fee: "charge:7", accept: true, intake: "前台小周" });
  expect(taken?.args.key).toBeTruthy();
});
