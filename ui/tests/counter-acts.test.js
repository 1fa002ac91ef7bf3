import { beforeEach, expect, test } from "vitest";
import { answerWith } from "../src/ipc/index.js";
import { chooseAct } from "../src/views/counter/acts.js";
import { payAhead } from "../src/views/counter/ahead.js";
import { takeSeveral } from "../src/views/counter/several.js";

const card = /** @type {any} */ ({ room: "3-1-301", owners: "张三", open: 66666, overdue: 66666, account: 1, charges: [], accounts: [] });
const taken = { number: 1201, number_text: "0001201", total: 244442, capitals: "贰仟肆佰肆拾肆元肆角贰分", change: 0, homes: [{ room: "3-1-301", received: 100, lines: [], prepaid: 0, left_open: 0 }] };
const items = [{ item: "物业服务费", from: "2026-01", promotions: [{ name: "交11送1", terms: "交11个月送1个月", months: "2026-01..2026-12" }] }, { item: "电梯费", from: "2026-02", promotions: [] }];

/** @type {{ command: string, args: any }[]} */ let sent = [];
/** @param {Record<string, unknown>} answers */
const answering = (answers) => {
  sent = [];
  answerWith(async (command, args) => {
    sent.push({ command, args });
    const answer = answers[command];
    if (answer instanceof Error) throw { code: "rule", message: answer.message };
    return answer ?? [];
  });
};
const of = (/** @type {string} */ command) => sent.filter((s) => s.command === command).map((s) => s.args);
const settle = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));
const dialog = () => /** @type {HTMLDialogElement} */ (document.querySelector("dialog:last-of-type"));
const press = (/** @type {Element} */ at, /** @type {string} */ key, /** @type {any} */ more = {}) => at.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (dialog().querySelector(`[name="${name}"]`));
const fill = (/** @type {string} */ name, /** @type {string} */ value) => {
  const at = field(name);
  at.value = value;
  at.dispatchEvent(new Event(at.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
};

beforeEach(() => {
  document.body.innerHTML = "";
});

test("one digit of the menu starts what it names", async () => {
  answering({ counter_ahead_items: items, counter_ahead_quote: { months: "2026-01..2026-12", list: 266664, discount: 22222, pay: 244442, change: 0 } });
  chooseAct(card, []);
  press(/** @type {Element} */ (dialog().querySelector("button.act")), "1");
  await settle();
  expect(dialog().getAttribute("aria-label")).toContain("预缴");
  expect(of("counter_ahead_items")).toEqual([{ room: "3-1-301" }]);
});

test("paying ahead starts with the promotion's months and follows the choice; Alt and a digit choose the method", async () => {
  answering({ counter_ahead_items: items, counter_ahead_quote: { months: "2026-01..2026-12", list: 266664, discount: 22222, pay: 244442, change: 0 }, counter_ahead: taken });
  const paying = payAhead(card);
  await settle();
  expect([field("from").value, field("to").value]).toEqual(["2026-01", "2026-12"]);
  press(field("from"), "4", { altKey: true });
  await settle(200);
  expect(of("counter_ahead_quote").at(-1).form).toMatchObject({ method: "pos", promotion: "交11送1", item: "物业服务费" });
  expect(dialog().textContent).toContain("2,444.42");
  fill("item", "电梯费");
  expect([field("from").value, field("to").value]).toEqual(["2026-02", "2027-01"]);
  fill("item", "物业服务费");
  // Two Enters in a row are one act.
  press(field("from"), "Enter", { ctrlKey: true });
  press(field("from"), "Enter", { ctrlKey: true });
  await settle(20);
  expect(of("counter_ahead")).toHaveLength(1);
  expect(of("counter_ahead")[0].form).toMatchObject({ room: "3-1-301", from: "2026-01", to: "2026-12", method: "pos" });
  /** @type {any} */ (dialog().querySelector("footer button")).click();
  expect(await paying).toBe(true);
});

test("a refusal stands in the dialog and what was typed stays; Esc over something typed asks once", async () => {
  answering({ counter_ahead_items: items, counter_ahead: new Error("没有开班，不能收款。") });
  const paying = payAhead(card);
  await settle();
  fill("payer", "张小三");
  press(field("payer"), "Enter", { ctrlKey: true });
  await settle(20);
  expect(dialog().textContent).toContain("没有开班");
  expect(field("payer").value).toBe("张小三");
  const cancel = new Event("cancel", { cancelable: true });
  dialog().dispatchEvent(cancel);
  expect(cancel.defaultPrevented).toBe(true);
  expect(dialog().textContent).toContain("再按一次 Esc");
  const again = new Event("cancel", { cancelable: true });
  dialog().dispatchEvent(again);
  expect(again.defaultPrevented).toBe(false);
  dialog().close();
  expect(await paying).toBe(false);
});

test("several homes stand on one receipt, each once, each with its own amount", async () => {
  answering({ counter_quote: taken, counter_take: taken });
  const taking = takeSeveral(card);
  await settle();
  const pick = (/** @type {string} */ room) => dialog().dispatchEvent(new CustomEvent("pick", { detail: { room, owners: "李四" }, bubbles: true }));
  pick("3-1-302");
  await settle();
  pick("3-1-302");
  await settle();
  const amount = /** @type {HTMLInputElement} */ (dialog().querySelector('input[aria-label^="3-1-302"]'));
  amount.value = "500";
  amount.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
  press(amount, "Enter");
  expect(of("counter_take")).toHaveLength(0);
  press(amount, "Enter", { ctrlKey: true, isComposing: true });
  expect(of("counter_take")).toHaveLength(0);
  press(amount, "Enter", { ctrlKey: true });
  press(amount, "Enter", { ctrlKey: true });
  await settle(20);
  expect(of("counter_take")).toHaveLength(1);
  expect(of("counter_take")[0].form.homes).toEqual([
    { room: "3-1-301", amount: "", designated: [], account: null },
    { room: "3-1-302", amount: "500", designated: [], account: null },
  ]);
  /** @type {any} */ (dialog().querySelector("footer button")).click();
  expect(await taking).toBe(true);
});
