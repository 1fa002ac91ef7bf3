import { beforeEach, expect, test, vi } from "vitest";
import { answerWith } from "../src/ipc/index.js";
import { noteDelivery } from "../src/views/contact/deliver.js";
import "../src/views/contact/deliveries.js";
import { noteContact } from "../src/views/contact/note.js";
import "../src/views/contact/section.js";

vi.mock("../src/components/paper.js", () => ({ showPapers: () => Promise.resolve() }));

const words = (...pairs) => pairs.map(([value, label]) => ({ value, label }));
const outcome = (value, label, closes = false) => ({ value, label, reached: true, closes, next_step: "回访", next: value === "informed" ? "2026-01-09" : "" });
const CHOICES = {
  channels: words(["phone", "电话"], ["visit", "上门"]), reasons: words(["unknown", "未明"], ["service", "对服务不满"]),
  outcomes: [outcome("promised", "承诺缴费"), outcome("paid", "已缴或当场缴", true), outcome("informed", "已告知，待回复")],
  ways: words(["hand", "当面签收"], ["ems", "邮政特快专递"], ["door", "留置门口或信箱"]), relations: words(["self", "本人"], ["family", "同住成年家属"]),
  sources: words(["owner", "本人告知"]), bases: words(["contract", "履行合同所必需"]),
};
const moment = (held, next) => ({ channel: "phone", label: "电话", held, next, in_week: 1 });
const letter = (number, state, label) => ({ number, what: "书面催缴函", account: 7, room: "5-1-402", owner: "许*", on: "2026-01-06", amount: 70500, state, label, grade: "", delivered: "" });
const LETTERS = [letter("HS-202601-00001", "delivered", "已送达"), letter("HS-202601-00002", "waiting", "待送达")];
let held = "";
const file = () => ({
  room: "5-1-402", account: 7, owner: "许朗", overdue: 70500, oldest: "2025-10-31", reason: "unknown", reason_label: "", address: "", number: "", hours: "", source: "",
  moments: [moment(held, held && "2026-01-06 14:00"), { ...moment("", ""), channel: "visit", label: "上门" }],
  kept: 0, broken: 2, open: 0, for_the_manager: true, contacts: [], letters: LETTERS, deliveries: [],
});

/** @type {{ command: string, args: any }[]} */ let sent = [];
/** @type {string} */ let refuse = "";

beforeEach(() => {
  [sent, refuse, held] = [[], "", ""];
  document.body.replaceChildren();
  answerWith(async (command, args) => {
    sent.push({ command, args });
    if (command === refuse) throw { code: "too-often", message: "当天已电话 1 次。" };
    return { contact_choices: CHOICES, contact_file: file(), contact_letters: LETTERS, contact_held: moment(held, ""), contact_note: 1,
      contact_delivery_preview: { grade: "A", meaning: "签收，时效重新计算", effects: [] },
      contact_deliver: { grade: "A", meaning: "签收", effects: [{ item: "物业服务费", months: "2025-10", before: "2028-10-31", after: "2029-01-06", what: "重新计算" }] } }[command];
  });
});

const settled = async () => { for (let i = 0; i < 12; i += 1) await new Promise((resolve) => setTimeout(resolve, 15)); };
const dialog = () => /** @type {any} */ (document.querySelector("dialog"));
const field = (/** @type {string} */ name) => dialog().querySelector(`[name=${name}]`);
function type(/** @type {string} */ name, /** @type {string} */ value) {
  const control = field(name);
  control.value = value;
  control.dispatchEvent(new Event(control.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
}
const submit = () => dialog().querySelector("form").dispatchEvent(new Event("submit", { cancelable: true }));
const names = () => [...dialog().querySelectorAll("[name]")].map((f) => f.name);

test("s95 the form goes from the wish over the reason and the outcome to the next day; the call card stands beside it", async () => {
  const noting = noteContact("5-1-402");
  await settled();
  const order = names();
  expect(["wish", "reason", "outcome", "next"].map((n) => order.indexOf(n))).toEqual([...["wish", "reason", "outcome", "next"].map((n) => order.indexOf(n))].sort((a, b) => a - b));
  expect(dialog().querySelectorAll("aside details").length).toBeGreaterThan(12);
  expect(dialog().textContent).toContain("请由经理沟通");
  type("outcome", "promised");
  expect(names()).toContain("promise");
  expect(names()).not.toContain("next");
  type("outcome", "paid");
  expect(names()).not.toContain("next");
  type("outcome", "informed");
  type("wish", "楼道灯修好就交");
  // The day usual for the outcome stands there already.
  submit();
  expect(await noting).toBe("informed");
  expect(sent.find((s) => s.command === "contact_note")?.args.form).toMatchObject({ room: "5-1-402", account: 7, wish: "楼道灯修好就交", next: "2026-01-09", promise: "", over_cap: "", files: [] });
});

test("c7 what holds a call is said before it is made, and only then the manager's reason is asked for; a refusal keeps what was typed", async () => {
  const free = noteContact("5-1-402");
  await settled();
  expect(names()).not.toContain("over_cap");
  dialog().close();
  await free;
  held = "当天已电话 1 次";
  refuse = "contact_note";
  noteContact("5-1-402");
  await settled();
  expect(names()).toContain("over_cap");
  expect(dialog().textContent).toContain("当天已电话 1 次");
  type("wish", "说过了");
  submit();
  await settled();
  expect(dialog().querySelector("[role=alert]").textContent).toContain("当天已电话 1 次");
  expect(field("wish").value).toBe("说过了");
});

test("the letter that waits is proposed, only what its way needs is asked and sent, the grade is shown before it is noted", async () => {
  const noting = noteDelivery("5-1-402");
  await settled();
  expect(field("letter").value).toBe("HS-202601-00002");
  expect(names()).not.toContain("waybill");
  type("signer", "许小明");
  await settled();
  expect(dialog().querySelector(".grade.A").textContent).toBe("A");
  type("way", "door");
  expect(names()).toEqual(expect.arrayContaining(["witness", "refusal"]));
  expect(names()).not.toContain("signer");
  type("way", "hand");
  type("relation", "family");
  submit();
  expect(await noting).toBe(true);
  expect(sent.find((s) => s.command === "contact_deliver")?.args.form).toMatchObject({ letter: "HS-202601-00002", way: "hand", signer: "许小明", relation: "family", witness: "", waybill: "" });
});

test("letters are told by how they were delivered; an empty part says what is to be done", async () => {
  const page = /** @type {any} */ (document.createElement("zf-deliveries"));
  document.body.append(page);
  await settled();
  const rows = () => [...page.querySelectorAll(".long-list tbody tr[aria-rowindex]")].map((tr) => tr.children[3].textContent.trim());
  expect(rows()).toEqual(["HS-202601-00002"]);
  page.querySelectorAll(".chip")[3].click();
  await settled();
  expect(rows()).toEqual(["HS-202601-00001"]);
  page.querySelectorAll(".chip")[2].click();
  await settled();
  expect(page.textContent).toContain("没有等经理确认的送达");
});
