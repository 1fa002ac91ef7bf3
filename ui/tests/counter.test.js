import { beforeEach, expect, test } from "vitest";
import { answerWith } from "../src/ipc/index.js";
import "../src/components/search-box.js";
import "../src/views/counter/receipts.js";
import { takeMoney } from "../src/views/counter/take.js";

/** @type {{ command: string, args: any }[]} */ let sent = [];
const of = (/** @type {string} */ command) => sent.filter((s) => s.command === command).map((s) => s.args);
const settle = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));
const press = (/** @type {Element} */ at, /** @type {string} */ key, /** @type {any} */ more = {}) => at.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
const type = (/** @type {HTMLInputElement} */ at, /** @type {string} */ text) => {
  at.value = text;
  at.dispatchEvent(new Event("input", { bubbles: true }));
};
const dialog = () => /** @type {HTMLDialogElement} */ (document.querySelector("dialog:last-of-type"));

const card = /** @type {any} */ ({ room: "3-1-301", owners: "张三", open: 68198, account: 1, charges: [], accounts: [] });
const taken = { number: 1201, number_text: "0001201", total: 68198, capitals: "陆佰捌拾壹元玖角捌分", change: 1802, homes: [{ room: "3-1-301", received: 68198, lines: [{ item: "物业服务费", months: "2025-10", amount: 22222 }], prepaid: 0, left_open: 0 }] };
const line = { number: 1201, number_text: "0001201", date: "2025-12-27", at: "2025-12-27 08:31:00", payer: "张三", method: "现金", total: 68198, operator: "小周", note: "", void_reason: "" };

beforeEach(() => {
  document.body.innerHTML = "";
  sent = [];
});

test("Enter right after the last letter chooses what was typed, never what fewer letters found", async () => {
  answerWith(async (command, args) => {
    sent.push({ command, args });
    const text = /** @type {any} */ (args).text;
    await settle(text === "31" ? 5 : 30);
    return [{ room: text === "31301" ? "3-1-301" : "3-1-101", owners: "", phone: "", plates: [] }];
  });
  document.body.innerHTML = "<zf-search></zf-search>";
  const box = /** @type {any} */ (document.querySelector("zf-search"));
  await box.updateComplete;
  /** @type {string[]} */ const picked = [];
  box.addEventListener("pick", (/** @type {any} */ e) => picked.push(e.detail.room));
  const input = /** @type {HTMLInputElement} */ (box.querySelector("input"));
  type(input, "31");
  await settle(15);
  type(input, "31301");
  press(input, "Enter", { isComposing: true });
  press(input, "Enter");
  await settle(80);
  expect(picked).toEqual(["3-1-301"]);
});

test("F3 to the receipt by keyboard: Alt and a digit, a quote before anything is taken, two Enters are one receipt", async () => {
  answerWith(async (command, args) => {
    sent.push({ command, args });
    return command === "counter_quote" || command === "counter_take" ? taken : [];
  });
  const taking = takeMoney(card, [7], null);
  await settle();
  expect(of("counter_quote").at(-1).form).toMatchObject({ method: "cash", homes: [{ room: "3-1-301", amount: "", designated: [7], account: null }] });
  expect(dialog().textContent).toContain("681.98");
  expect(of("counter_take")).toHaveLength(0);
  press(/** @type {Element} */ (dialog().querySelector("[name=amount]")), "2", { altKey: true });
  await settle();
  expect(of("counter_quote").at(-1).form.method).toBe("wechat");
  const reference = /** @type {HTMLInputElement} */ (dialog().querySelector("[name=reference]"));
  type(reference, "4200001");
  press(reference, "Enter", { keyCode: 229 });
  expect(of("counter_take")).toHaveLength(0);
  press(reference, "Enter");
  press(reference, "Enter");
  await settle(20);
  const takes = of("counter_take");
  expect(takes).toHaveLength(1);
  expect(takes[0].key).toBeTruthy();
  expect(takes[0].form).toMatchObject({ method: "wechat", reference: "4200001" });
  /** @type {HTMLElement} */ (dialog().querySelector("footer button")).click();
  expect(await taking).toBe(true);
});

test("without an open shift the dialog offers one and then asks again; nothing typed is lost", async () => {
  let open = false;
  answerWith(async (command, args) => {
    sent.push({ command, args });
    if (command === "day_open") open = true;
    if (command === "counter_quote" && !open) throw { code: "no-open-shift", message: "没有当班的班次。" };
    return command === "counter_quote" ? taken : {};
  });
  takeMoney(card, [], null);
  await settle();
  type(/** @type {HTMLInputElement} */ (dialog().querySelector("[name=amount]")), "500");
  await settle();
  expect(dialog().textContent).toContain("还没有开班");
  /** @type {HTMLElement} */ (dialog().querySelector(".notice .button")).click();
  await settle();
  const float = /** @type {HTMLInputElement} */ (dialog().querySelector("[name=float]"));
  type(float, "300");
  press(float, "Enter", { ctrlKey: true });
  await settle(20);
  expect(of("day_open")[0].float).toBe("300");
  expect(/** @type {HTMLInputElement} */ (dialog().querySelector("[name=amount]")).value).toBe("500");
  expect(dialog().textContent).toContain("681.98");
});

test("a receipt of any day is opened by its number; a refused void stays in its dialog with what was typed", async () => {
  answerWith(async (command, args) => {
    sent.push({ command, args });
    if (command === "app_state") return { today: "2025-12-28" };
    if (command === "counter_receipts") return { lines: [], standing: 0, voided: 0, total: 0 };
    if (command === "counter_receipt") return { line, reference: "", taken };
    if (command === "counter_void") throw { code: "void-too-late", message: "收据只能当天作废。" };
    return {};
  });
  document.body.innerHTML = "<zf-receipts></zf-receipts>";
  await settle(10);
  const number = /** @type {HTMLInputElement} */ (document.querySelector("[name=number]"));
  number.value = "1201";
  press(number, "Enter");
  await settle(10);
  expect(of("counter_receipt")).toEqual([{ number: "1201" }]);
  expect(dialog().textContent).toContain("物业服务费");
  /** @type {HTMLElement} */ (dialog().querySelector(".grave")).click();
  await settle(10);
  const reason = /** @type {HTMLInputElement} */ (dialog().querySelector("[name=reason]"));
  type(reason, "房号记错");
  press(reason, "Enter");
  await settle(10);
  expect(of("counter_void")[0]).toMatchObject({ number: 1201, reason: "房号记错" });
  expect(dialog().textContent).toContain("只能当天作废");
  expect(/** @type {HTMLInputElement} */ (dialog().querySelector("[name=reason]")).value).toBe("房号记错");
});
