// The only place that reaches Rust. A command either answers or refuses with a stable code and a Chinese sentence.

import { Channel, invoke } from "@tauri-apps/api/core";

/** A rule said no, or something went wrong; nothing was written. */
export class Refused extends Error {
  /** @param {{ code: string, message: string }} fail */
  constructor(fail) {
    super(fail.message);
    this.code = fail.code;
  }
}

/** @typedef {(command: string, args?: Record<string, unknown>) => Promise<unknown>} Transport */

/** @type {Transport} */
let transport = (command, args) => invoke(command, args);

/** Tests answer in place of Rust. @param {Transport} other */
export function answerWith(other) {
  transport = other;
}

/** Commands for the log: their names, codes and times. @type {import("./types/settings").CommandNote[]} */
let notes = [];

/** @param {string} command @param {string} code @param {number} began */
function note(command, code, began) {
  notes.push({ command, code, milliseconds: Math.round(performance.now() - began) });
  // A refusal is written at once, the rest in batches.
  if (code || notes.length >= 60) writeNotes();
  else timer ??= setTimeout(writeNotes, 10_000);
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

function writeNotes() {
  clearTimeout(timer);
  timer = undefined;
  if (!notes.length) return;
  const batch = notes;
  notes = [];
  transport("settings_note", { notes: batch }).catch(() => {});
}
addEventListener("pagehide", writeNotes);

/**
 * @param {string} command
 * @param {Record<string, unknown>} [args]
 * @returns {Promise<any>}
 */
export async function call(command, args = {}) {
  const began = performance.now();
  try {
    const answer = await transport(command, args);
    note(command, "", began);
    return answer;
  } catch (error) {
    note(command, String(/** @type {any} */ (error)?.code ?? "window"), began);
    const fail = /** @type {any} */ (error);
    if (fail && typeof fail === "object" && "code" in fail) {
      if (fail.code === "login-needed") dispatchEvent(new Event("zf-login-needed"));
      throw new Refused(fail);
    }
    throw new Refused({ code: "window", message: typeof fail === "string" ? fail : "窗口与账本之间的连接出错，请重新打开账房。" });
  }
}

/**
 * A command that takes long: it reports its steps and can be stopped. The command takes `job` and `steps`.
 * @param {string} command
 * @param {Record<string, unknown>} args
 * @param {(step: import("./types/wire").Step) => void} onStep
 * @returns {{ answer: Promise<any>, cancel: () => void }}
 */
export function callLong(command, args, onStep) {
  const job = crypto.randomUUID();
  const steps = new Channel();
  steps.onmessage = /** @type {any} */ (onStep);
  return { answer: call(command, { ...args, job, steps }), cancel: () => void call("app_cancel", { job }) };
}

/** A key for one intention: sent twice, it is the same act. */
export const intention = () => crypto.randomUUID();
