import { html, nothing, render } from "lit";
import { enterMovesOn, isComposing } from "../lib/keys.js";
import { intention } from "../ipc/index.js";
import { toast } from "./toast.js";

/**
 * One field of a form. `money` is typed and sent as text; `choice` needs `options`; `files` are picked by `pick` and read with
 * `picked`.
 * @typedef {{
 *   name: string, label: string, kind?: "text" | "money" | "number" | "date" | "month" | "choice" | "note" | "check" | "password" | "files",
 *   value?: string, options?: { value: string, label: string }[], hint?: unknown, required?: boolean, when?: (values: Record<string, string>) => boolean,
 *   keys?: boolean, pick?: () => Promise<import("../ipc/types/wire").PickedFile | null>,
 * }} Field
 * A choice with `keys` is also made by Alt and the digit of its place, wherever the focus is.
 */

/** The files of a field, by their numbers on the tray. @param {string | undefined} value @returns {number[]} */
export const picked = (value) => filesOf(value).map((file) => file.id);

/** @param {string | undefined} value @returns {import("../ipc/types/wire").PickedFile[]} */
const filesOf = (value) => JSON.parse(value || "[]");

/** @param {Field} f @param {string} value @param {(name: string, value: string) => void} set */
function fileControl(f, value, set) {
  const files = filesOf(value);
  const pick = async () => {
    try {
      const file = await f.pick?.();
      if (file) set(f.name, JSON.stringify([...files, file]));
    } catch (refused) {
      toast(/** @type {Error} */ (refused).message);
    }
  };
  return html`<span class="files">${files.map((file) => html`<span class="tag">${file.name}</span>`)}<button type="button" class="button" @click=${pick}>${files.length ? "再选一个" : "选照片或 PDF"}</button>${files.length ? html`<button type="button" class="link" @click=${() => set(f.name, "")}>清空</button>` : nothing}</span>`;
}

/** @param {Field} f @param {Record<string, string>} values @param {(name: string, value: string) => void} set */
function control(f, values, set) {
  const value = values[f.name] ?? "";
  const input = (/** @type {any} */ e) => set(f.name, e.target.value);
  switch (f.kind) {
    case "choice":
      return html`<select name=${f.name} @change=${input}>${f.options?.map((o) => html`<option value=${o.value} .selected=${o.value === value}>${o.label}</option>`)}</select>`;
    case "note":
      return html`<textarea name=${f.name} rows="3" .value=${value} @input=${input}></textarea>`;
    case "check":
      return html`<input type="checkbox" name=${f.name} .checked=${value === "true"} @change=${(/** @type {any} */ e) => set(f.name, String(e.target.checked))} />`;
    case "files":
      return fileControl(f, value, set);
    case "password":
      return html`<input type="password" name=${f.name} autocomplete="off" .value=${value} @input=${input} />`;
    case "money":
      return html`<input class="money" name=${f.name} inputmode="decimal" autocomplete="off" .value=${value} @input=${input} />`;
    case "number":
      return html`<input class="money" name=${f.name} inputmode="decimal" autocomplete="off" .value=${value} @input=${input} />`;
    case "date":
      return html`<input name=${f.name} placeholder="年-月-日" autocomplete="off" .value=${value} @input=${input} />`;
    case "month":
      return html`<input name=${f.name} placeholder="2025-12" autocomplete="off" .value=${value} @input=${input} />`;
    default:
      return html`<input name=${f.name} autocomplete="off" spellcheck="false" ?required=${f.required} .value=${value} @input=${input} />`;
  }
}

/** @param {Field[]} fields @param {Record<string, string>} values @param {(name: string, value: string) => void} set */
export function fieldset(fields, values, set) {
  return fields
    .filter((f) => f.when?.(values) ?? true)
    .map((f) => html`
      <label class="field ${f.kind === "check" ? "check" : ""}"><span>${f.label}${f.required ? html`<i aria-hidden="true"> *</i>` : nothing}</span>${control(f, values, set)}${f.hint ? html`<small class="muted">${f.hint}</small>` : nothing}</label>`);
}

/** @param {KeyboardEvent} event @param {Field[]} fields @param {(name: string, value: string) => void} set */
function chooseByDigit(event, fields, set) {
  const field = event.altKey && fields.find((f) => f.keys);
  const option = field && field.options?.[Number(event.key) - 1];
  if (!field || !option) return;
  event.preventDefault();
  event.stopPropagation();
  set(field.name, option.value);
}

/** What was typed into a form in a dialog, and how sending it went. */
class Asking {
  /** @param {Field[]} fields */
  constructor(fields) {
    this.key = intention();
    /** @type {Record<string, string>} */
    this.values = Object.fromEntries(fields.map((f) => [f.name, f.value ?? (f.kind === "choice" ? (f.options?.[0]?.value ?? "") : f.kind === "check" ? "false" : "")]));
    this.untouched = JSON.stringify(this.values);
    this.busy = false;
    this.error = "";
    this.code = "";
    /** Esc was pressed once over something typed. */ this.warned = false;
    /** @type {any} */ this.answer = undefined;
  }

  /** @param {string} name @param {string} value @param {((values: Record<string, string>, name: string) => Record<string, string>) | undefined} change */
  set(name, value, change) {
    this.values[name] = value;
    Object.assign(this.values, change?.(this.values, name));
    if (this.warned) [this.warned, this.error] = [false, ""];
  }

  /** Whether Esc may close: a longer form with something typed asks once. @param {Field[]} fields */
  mayLeave(fields) {
    if (this.warned || fields.length < 3 || JSON.stringify(this.values) === this.untouched) return true;
    [this.warned, this.error] = [true, "填好的内容还没有提交。再按一次 Esc 就放弃，要接着填就继续。"];
    return false;
  }

  /** @param {(values: Record<string, string>, key: string) => Promise<unknown>} submit */
  async send(submit) {
    [this.busy, this.warned, this.error, this.code] = [true, false, "", ""];
    try {
      this.answer = await submit({ ...this.values }, this.key);
    } catch (refused) {
      this.error = /** @type {Error} */ (refused).message;
      this.code = /** @type {any} */ (refused).code ?? "";
    }
    this.busy = false;
    return !this.error;
  }
}

/** Draws, and keeps the focus where it was when the field under it gave way to another. @param {HTMLDialogElement} dialog @param {() => void} draw */
function keepingFocus(dialog, draw) {
  const controls = () => /** @type {HTMLElement[]} */ ([...dialog.querySelectorAll("input,select,textarea,button")]);
  const at = controls().indexOf(/** @type {any} */ (document.activeElement));
  draw();
  if (at >= 0 && !dialog.contains(document.activeElement)) controls()[at]?.focus();
}

/**
 * A form in a dialog: Enter moves on and on the last field submits, Escape goes back (a longer form asks once), a
 * refusal stands inside and what was typed stays. `submit` gets what was typed and a key that makes a repeated submit the
 * same act; its answer is the answer of the dialog, which is `undefined` when the person went back. `beside` draws what
 * follows from what is typed; `aside` stands to the right and is drawn once; `change` answers fields that follow from another one; `remedy` shows a refusal with what
 * helps against it.
 * @template T
 * @param {{ title: string, fields: Field[], yes: string, grave?: boolean, text?: unknown, wide?: boolean,
 *   aside?: unknown, beside?: (values: Record<string, string>) => unknown, change?: (values: Record<string, string>, name: string) => Record<string, string>,
 *   remedy?: (code: string, again: () => void, message: string) => unknown,
 *   submit: (values: Record<string, string>, key: string) => Promise<T> }} what
 * @returns {Promise<T | undefined>}
 */
export function askForm({ title, fields, yes, grave = false, text, wide = false, aside, beside, change, remedy = (_code, _again, message) => message, submit }) {
  return new Promise((resolve) => {
    const back = /** @type {HTMLElement | null} */ (document.activeElement);
    const dialog = document.createElement("dialog");
    dialog.setAttribute("aria-label", title);
    if (wide) dialog.classList.add("wide");
    if (aside) dialog.classList.add("sided");
    const asking = new Asking(fields);
    const set = (/** @type {string} */ name, /** @type {string} */ value) => {
      asking.set(name, value, change);
      keepingFocus(dialog, draw);
    };
    const send = async (/** @type {Event} */ event) => {
      event.preventDefault();
      if (asking.busy) return;
      const sent = asking.send(submit);
      draw();
      if (await sent) dialog.close();
      else draw();
    };
    const forget = () => {
      asking.error = "";
      draw();
    };
    const draw = () =>
      render(
        html`
          <header><h2>${title}</h2></header>
          <form class="body form ${fields.length > 6 ? "two" : ""}" @submit=${send} novalidate>
            ${text ? html`<p>${text}</p>` : nothing}
            <div class="fields ${fields.length > 5 ? "two" : ""}">${fieldset(fields, asking.values, set)}</div>
            ${beside?.(asking.values) ?? nothing}
            ${asking.error ? html`<p class="notice ${asking.warned ? "warn" : "error"}" role="alert">${remedy(asking.code, forget, asking.error)}</p>` : nothing}
            <footer>
              <button type="button" class="button" @click=${() => dialog.close()}>返回 <kbd>Esc</kbd></button>
              <button class="button ${grave ? "grave" : "primary"}" ?disabled=${asking.busy}>${yes}${fields.length > 2 ? html` <kbd>Ctrl+Enter</kbd>` : nothing}</button>
            </footer>
          </form>
          ${aside ? html`<aside>${aside}</aside>` : nothing}`,
        dialog,
      );
    dialog.addEventListener("keydown", (event) => {
      chooseByDigit(event, fields, set);
      if (event.key === "Enter" && event.ctrlKey && !isComposing(event)) send(event);
    });
    dialog.addEventListener("cancel", (event) => {
      if (asking.mayLeave(fields)) return;
      event.preventDefault();
      draw();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      back?.focus?.();
      resolve(asking.answer);
    });
    draw();
    document.body.append(dialog);
    enterMovesOn(/** @type {HTMLFormElement} */ (dialog.querySelector("form")));
    dialog.showModal();
    const first = /** @type {HTMLElement | null} */ (dialog.querySelector("input,select,textarea") ?? dialog.querySelector("footer .primary,footer .grave"));
    first?.focus();
    if (first instanceof HTMLInputElement) first.select();
  });
}
