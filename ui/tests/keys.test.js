import { expect, test } from "vitest";
import { enterMovesOn } from "../src/lib/keys.js";
import { money, period } from "../src/lib/format.js";

test("money is whole fen with thousands and a true minus", () => {
  expect(money(133332)).toBe("1,333.32");
  expect(money(5)).toBe("0.05");
  expect(money(-500000)).toBe("−5,000.00");
});

test("a range of months reads as on paper", () => {
  expect(period("2025-10")).toBe("2025年10月");
  expect(period("2025-10..2025-12")).toBe("2025年10—12月");
  expect(period("2025-12..2026-01")).toBe("2025年12月—2026年1月");
});

test("Enter that ends a pinyin composition moves nothing and submits nothing", () => {
  document.body.innerHTML = "<form><input name=a><input name=b></form>";
  const form = /** @type {HTMLFormElement} */ (document.querySelector("form"));
  let sent = 0;
  form.addEventListener("submit", (event) => { event.preventDefault(); sent += 1; });
  enterMovesOn(form);
  const [a, b] = form.querySelectorAll("input");
  const enter = (/** @type {HTMLElement} */ at, /** @type {any} */ more = {}) => at.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...more }));
  a.focus();
  enter(a, { isComposing: true });
  expect(document.activeElement).toBe(a);
  enter(a, { keyCode: 229 });
  expect(document.activeElement).toBe(a);
  enter(a);
  expect(document.activeElement).toBe(b);
  enter(b);
  expect(sent).toBe(1);
});
