import { html, nothing, render } from "lit";
import { enterMovesOn } from "../lib/keys.js";
import * as login from "../ipc/login.js";

/** @typedef {import("../ipc/types/app").AppState} AppState */

/** @type {HTMLDialogElement | undefined} */
let door;

/**
 * The door: covers the whole window until somebody is let in. The page stays as it is underneath.
 * @param {AppState} state
 * @param {string} [seated] who works on the page underneath
 * @returns {Promise<AppState>}
 */
export function knock(state, seated) {
  return new Promise((resolve) => {
    if (door) return;
    const dialog = (door = document.createElement("dialog"));
    dialog.className = "door";
    dialog.setAttribute("aria-label", "登录");
    let error = "";
    let busy = false;
    const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (dialog.querySelector(`[name=${name}]`));
    /** @param {Event} event */
    const send = async (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      draw();
      try {
        const inside = await login.enter(field("name").value, field("password").value);
        dialog.close();
        dialog.remove();
        door = undefined;
        resolve(inside);
      } catch (refused) {
        error = /** @type {Error} */ (refused).message;
        busy = false;
        draw();
        field("password").select();
      }
    };
    const draw = () =>
      render(
        html`
          <form class="form" @submit=${send} novalidate>
            <h1>${state.office || "账房"}</h1>
            <p class="muted">${seated ? html`已锁定。${seated}没做完的都还在，登录后继续；换别人登录会收起这一页。` : "请登录。"}</p>
            <label class="field"><span>姓名</span><input name="name" autocomplete="off" spellcheck="false" .defaultValue=${seated ?? state.last_name} /></label>
            <label class="field"><span>密码</span><input name="password" type="password" autocomplete="off" /></label>
            ${error ? html`<p class="notice error" role="alert">${error}</p>` : nothing}
            <button class="button primary" ?disabled=${busy}>${busy ? "正在核对……" : "登录"} <kbd>Enter</kbd></button>
          </form>`,
        dialog,
      );
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    // Some engines let a second Escape close a dialog all the same.
    dialog.addEventListener("close", () => { if (door === dialog) dialog.showModal(); });
    draw();
    document.body.append(dialog);
    enterMovesOn(/** @type {HTMLFormElement} */ (dialog.querySelector("form")));
    dialog.showModal();
    field(field("name").value ? "password" : "name").focus();
  });
}

/**
 * Calls back after some minutes without a key or a hand on the mouse.
 * @param {() => number} minutes how many; 0 never
 * @param {() => void} act
 */
export function whenIdle(minutes, act) {
  let last = Date.now();
  const alive = () => { last = Date.now(); };
  const kinds = ["keydown", "pointerdown", "pointermove", "wheel"];
  kinds.forEach((kind) => addEventListener(kind, alive, { capture: true, passive: true }));
  const timer = setInterval(() => {
    const limit = minutes();
    if (limit > 0 && Date.now() - last >= limit * 60_000) act();
  }, 5_000);
  return () => {
    clearInterval(timer);
    kinds.forEach((kind) => removeEventListener(kind, alive, { capture: true }));
  };
}
