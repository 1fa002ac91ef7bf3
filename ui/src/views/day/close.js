import { html, nothing, render } from "lit";
import * as day from "../../ipc/day.js";
import { intention } from "../../ipc/index.js";
import { money } from "../../lib/format.js";
import { enterMovesOn } from "../../lib/keys.js";

/** What was typed so far, and what it comes to. */
class Closing {
  /** @param {import("../../ipc/types/day").ShiftNow} now */
  constructor(now) {
    this.pieces = now.pieces;
    this.till = /** @type {import("../../ipc/types/day").TillView} */ (now.till);
    /** @type {Record<string, string>} */ this.typed = { deposit: "", slip: "", received_by: "", explanation: "" };
    /** @type {import("../../ipc/types/day").Counted | undefined} */ this.counted = undefined;
    this.error = "";
    this.key = intention();
    this.asked = 0;
  }

  count() {
    return this.pieces.map((fen) => ({ fen, count: this.typed[`p${fen}`] ?? "" }));
  }

  async recount() {
    const mine = ++this.asked;
    let counted, error = "";
    try {
      counted = await day.count(this.count());
    } catch (refused) {
      error = /** @type {Error} */ (refused).message;
    }
    // Only the answer to the last question counts.
    if (mine !== this.asked) return;
    this.counted = counted;
    this.error = error;
  }

  /** @returns {import("../../ipc/types/day").CloseForm} */
  form() {
    const { deposit, slip, received_by, explanation } = this.typed;
    const stated = this.till.takings.filter((t) => t.code !== "cash").map((t) => /** @type {[string, string]} */ ([t.code, this.typed[t.code] ?? ""]));
    return { pieces: this.count(), deposit, slip, received_by, stated, explanation };
  }
}

/** @param {Closing} closing @param {(name: string, value: string) => void} set @param {(event: Event) => void} submit @param {() => void} back */
function body(closing, set, submit, back) {
  const { till, typed, counted, error } = closing;
  const input = (/** @type {string} */ name) => (/** @type {any} */ e) => set(name, e.target.value);
  const field = (/** @type {string} */ name, /** @type {string} */ label, kind = "money") => html`
    <label class="field"><span>${label}</span><input class=${kind} name=${name} autocomplete="off" .value=${typed[name] ?? ""} @input=${input(name)} /></label>`;
  return html`
    <header><h2>清点交班　第 ${till.shift} 班</h2><span class="muted">${till.cashier}</span></header>
    <form class="body form" @submit=${submit} novalidate>
      <div class="columns">
        <fieldset class="span-4 count"><legend>抽屉全部现金（交存之前）</legend>
          ${closing.pieces.map((fen, i) => html`<label><span>${money(fen).replace(/\.?0+$/, "")} 元</span><input class="money" name="p${fen}" inputmode="numeric" autocomplete="off" aria-label="${money(fen)} 元张数" .value=${typed[`p${fen}`] ?? ""} @input=${input(`p${fen}`)} /><i>张</i><output>${counted?.each[i] ? money(counted.each[i]) : ""}</output></label>`)}
          <dl class="sum" aria-live="polite">
            <dt>清点</dt><dd>${counted ? money(counted.counted) : "—"}</dd>
            <dt>应有</dt><dd>${money(till.expected)}</dd>
            <dt class="total">${counted?.word ?? "差额"}</dt><dd class="total ${counted?.difference ? "danger" : ""}">${counted ? money(counted.difference) : "—"}</dd>
          </dl>
        </fieldset>
        <div class="span-8 form">
          ${counted?.above_float ? html`<p>备用金 ${money(till.float)} 元以上的现金当天交存银行：<b>${money(counted.above_float)}</b> 元。<button type="button" class="link" @click=${() => set("deposit", money(counted.above_float))}>填入</button></p>` : nothing}
          <div class="row banked">${field("deposit", "交存银行的现金（元）")}${field("slip", "银行回单号", "")}${field("received_by", "接收人", "")}</div>
          <fieldset class="stated"><legend>商户端、POS 显示的金额（核对用，可不填）</legend>
            <div class="row">${till.takings.filter((t) => t.code !== "cash").map((t) => field(t.code, `${t.method}　账上 ${money(t.total)}`))}</div></fieldset>
          ${field("explanation", "不符或未交存时的原因", "")}
          ${error ? html`<p class="notice error" role="alert">${error}</p>` : nothing}
          <p class="notice warn">交班后本班收据不能再作废，有错请走红冲或退款。</p>
        </div>
      </div>
      <footer><button type="button" class="button" @click=${back}>返回 <kbd>Esc</kbd></button><button class="button primary">交班</button></footer>
    </form>`;
}

/**
 * Counts the drawer and closes the shift. Answers its number, or nothing when the cashier went back.
 * @param {import("../../ipc/types/day").ShiftNow} now
 * @returns {Promise<number | undefined>}
 */
export function closeShift(now) {
  return new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.className = "wide";
    dialog.setAttribute("aria-label", "清点交班");
    const closing = new Closing(now);
    /** @type {number | undefined} */ let shift;
    const draw = () => render(body(closing, set, submit, () => dialog.close()), dialog);
    const set = async (/** @type {string} */ name, /** @type {string} */ value) => {
      closing.typed[name] = value;
      if (/^p\d/.test(name)) await closing.recount();
      draw();
    };
    const submit = async (/** @type {Event} */ event) => {
      event.preventDefault();
      try {
        shift = await day.close(closing.form(), closing.key);
        dialog.close();
      } catch (refused) {
        closing.error = /** @type {Error} */ (refused).message;
        draw();
      }
    };
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(shift);
    });
    draw();
    closing.recount().then(draw);
    document.body.append(dialog);
    enterMovesOn(/** @type {HTMLFormElement} */ (dialog.querySelector("form")));
    dialog.showModal();
    dialog.querySelector("input")?.focus();
  });
}
