import { expect, test } from "vitest";
import { knock } from "../src/components/login.js";
import { answerWith } from "../src/ipc/index.js";

const settled = () => new Promise((resolve) => setTimeout(resolve, 10));
const STATE = /** @type {any} */ ({ open: true, office: "青禾苑", operator: "前台小周", login: true, inside: false, last_name: "前台小周" });

test("the door stays shut for a wrong password, keeps the name, and opens for the right one", async () => {
  /** @type {any[]} */ const tried = [];
  answerWith(async (command, args) => {
    if (command !== "login_enter") return null;
    tried.push(args);
    if (args?.password !== "qinghe88") throw { code: "login-wrong", message: "姓名或密码不对，请重新输入。" };
    return { ...STATE, inside: true };
  });
  const inside = knock(STATE, "前台小周");
  const door = /** @type {HTMLDialogElement} */ (document.querySelector("dialog.door"));
  const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (door.querySelector(`[name=${name}]`));
  expect(door.textContent).toContain("没做完的都还在");
  expect(document.activeElement).toBe(field("password"));
  const escape = new Event("cancel", { cancelable: true });
  door.dispatchEvent(escape);
  expect(escape.defaultPrevented).toBe(true);
  const enter = async (/** @type {string} */ password) => {
    field("password").value = password;
    field("password").dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    await settled();
  };
  await enter("falsch");
  expect(door.querySelector("[role=alert]")?.textContent).toContain("姓名或密码不对");
  expect(field("name").value).toBe("前台小周");
  await enter("qinghe88");
  expect((await inside).inside).toBe(true);
  expect(tried).toEqual([{ name: "前台小周", password: "falsch" }, { name: "前台小周", password: "qinghe88" }]);
  expect(document.querySelector("dialog.door")).toBeNull();
});
