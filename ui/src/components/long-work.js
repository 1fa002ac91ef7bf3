import { html, nothing, render } from "lit";
import { callLong } from "../ipc/index.js";

/**
 * Does long work under a dialog that shows how far it is and can stop it. Answers `undefined` when it was stopped;
 * nothing of stopped work is kept. A refusal is thrown.
 * @param {string} title @param {string} command @param {Record<string, unknown>} args
 * @returns {Promise<any>}
 */
export async function longWork(title, command, args) {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-label", title);
  /** @type {import("../ipc/types/wire").Step | undefined} */ let step;
  let stopping = false;
  const stop = () => {
    stopping = true;
    work.cancel();
    draw();
  };
  const work = callLong(command, args, (now) => {
    step = now;
    draw();
  });
  const draw = () =>
    render(
      html`
        <header><h2>${title}</h2></header>
        <div class="body form">
          <progress max=${step?.total || 1} .value=${step?.done ?? 0}></progress>
          <p class="muted" aria-live="polite">${stopping ? "正在停止……" : step ? html`${step.done} / ${step.total}${step.seconds_left === null ? nothing : html`　约剩 ${step.seconds_left} 秒`}` : "准备中……"}</p>
          <footer><button class="button" type="button" ?disabled=${stopping} @click=${stop}>停止 <kbd>Esc</kbd></button></footer>
        </div>`,
      dialog,
    );
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    stop();
  });
  const back = /** @type {HTMLElement | null} */ (document.activeElement);
  draw();
  // Work that is over in a moment shows no dialog.
  const show = setTimeout(() => {
    document.body.append(dialog);
    dialog.showModal();
  }, 250);
  try {
    return await work.answer;
  } catch (error) {
    if (/** @type {any} */ (error).code === "cancelled") return undefined;
    throw error;
  } finally {
    clearTimeout(show);
    dialog.close();
    dialog.remove();
    back?.focus?.();
  }
}
