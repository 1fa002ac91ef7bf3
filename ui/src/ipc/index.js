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

/**
 * @param {string} command
 * @param {Record<string, unknown>} [args]
 * @returns {Promise<any>}
 */
export async function call(command, args = {}) {
  try {
    return await transport(command, args);
  } catch (error) {
    const fail = /** @type {any} */ (error);
    if (fail && typeof fail === "object" && "code" in fail) throw new Refused(fail);
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
