import { html, nothing, render } from "lit";
import { enterMovesOn } from "../lib/keys.js";
import { intention } from "../ipc/index.js";

/**
 * One field of a form. `money` is typed and sent as text; `choice` needs `options`.
 * @typedef {{
 *   name: string, label: string, kind?: "text" | "money" | "number" | "date" | "month" | "choice" | "note" | "check" | "password",
 *   value?: string, options?: { value: string, label: string }[], hint?: unknown, required?: boolean, when?: (values: Record<string, string>) => boolean,
 * }} Field
 */

/** @param {Field} f @param {Record<string, string>} values @param {(name: string, value: string) => void} set */
function control(f, values, set) {
  const value = values[f.name] ?? "";
  const input = (/** @type {any} */ e) => set(f.name, e.target.value);
  switch (f.kind) {
    case "choice":
      return html`<select name=${f.name} @change=${input}>${f.options?.map((o) => html`<option value=${o.value} ?selected=${o.value === value}>${o.label}</option>`)}</select>`;
    case "note":
      return html`<textarea name=${f.name} rows="3" .value=${value} @input=${input}></textarea>`;
    case "check":
      return html`<input type="checkbox" name=${f.name} .checked=${value === "true"} @change=${(/** @type {any} */ e) => set(f.name, String(e.target.checked))} />`;
    case "password":
      return html`<input type="password" name=${f.name} autocomplete="off" .value=${value} @input=${input} />`;
    case "money":
      return html`<input class="money" name=${f.name} inputmode="decimal" autocomplete="off" .value=${value} @input=${input} />`;
    case "number":
      return html`<input class="money" name=${f.name} inputmode="decimal" autocomplete="off" .value=${value} @input=${input} />`;
    case "date":
      return html`<input name=${f.name} placeholder="2025-12-27" autocomplete="off" .value=${value} @input=${input} />`;
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

/**
 * A form in a dialog: Enter moves on and on the last field submits, Escape goes back, a refusal stands inside and what
 * was typed stays. `submit` gets what was typed and a key that makes a repeated submit the same act; its answer is the
 * answer of the dialog, which is `undefined` when the person went back. `beside` draws what follows from what is typed.
 * @template T
 * @param {{ title: string, fields: Field[], yes: string, grave?: boolean, text?: unknown, wide?: boolean,
 *   beside?: (values: Record<string, string>) => unknown, submit: (values: Record<string, string>, key: string) => Promise<T> }} what
 * @returns {Promise<T | undefined>}
 */
export function askForm({ title, fields, yes, grave = false, text, wide = false, beside, submit }) {
  return new Promise((resolve) => {
    const back = /** @type {HTMLElement | null} */ (document.activeElement);
    const dialog = document.createElement("dialog");
    dialog.setAttribute("aria-label", title);
    if (wide) dialog.classList.add("wide");
    const key = intention();
    /** @type {Record<string, string>} */
    const values = Object.fromEntries(fields.map((f) => [f.name, f.value ?? (f.kind === "choice" ? (f.options?.[0]?.value ?? "") : f.kind === "check" ? "false" : "")]));
    let error = "";
    let busy = false;
    /** @type {T | undefined} */ let answer;
    /** @param {string} name @param {string} value */
    const set = (name, value) => {
      values[name] = value;
      draw();
    };
    /** @param {Event} event */
    const send = async (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      draw();
      try {
        answer = await submit({ ...values }, key);
        dialog.close();
      } catch (refused) {
        error = /** @type {Error} */ (refused).message;
        busy = false;
        draw();
      }
    };
    const draw = () =>
      render(
        html`
          <header><h2>${title}</h2></header>
          <form class="body form ${fields.length > 6 ? "two" : ""}" @submit=${send} novalidate>
            ${text ? html`<p>${text}</p>` : nothing}
            ${fieldset(fields, values, set)}
            ${beside?.(values) ?? nothing}
            ${error ? html`<p class="notice error" role="alert">${error}</p>` : nothing}
            <footer>
              <button type="button" class="button" @click=${() => dialog.close()}>返回 <kbd>Esc</kbd></button>
              <button class="button ${grave ? "grave" : "primary"}" ?disabled=${busy}>${yes}</button>
            </footer>
          </form>`,
        dialog,
      );
    dialog.addEventListener("close", () => {
      dialog.remove();
      back?.focus?.();
      resolve(answer);
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
