import { html, render } from "lit";

/**
 * Asks something in a dialog and waits for the answer. Escape answers `undefined`; nothing typed elsewhere is lost.
 * @template T
 * @param {{ title: string, body: (close: (answer?: T) => void) => unknown, actions?: (close: (answer?: T) => void) => unknown }} what
 * @returns {Promise<T | undefined>}
 */
export function ask({ title, body, actions }) {
  return new Promise((resolve) => {
    const back = /** @type {HTMLElement | null} */ (document.activeElement);
    const dialog = document.createElement("dialog");
    /** @type {T | undefined} */
    let answer;
    /** @param {T} [value] */
    const close = (value) => {
      answer = value;
      dialog.close();
    };
    dialog.setAttribute("aria-label", title);
    dialog.addEventListener("close", () => {
      dialog.remove();
      back?.focus?.();
      resolve(answer);
    });
    const buttons = actions?.(close) ?? html`<button class="button" @click=${() => close()}>关闭</button>`;
    render(html`<header><h2>${title}</h2></header><div class="body">${body(close)}</div><footer>${buttons}</footer>`, dialog);
    document.body.append(dialog);
    dialog.showModal();
    // Enter does what is meant; what cannot be taken back is not the default.
    if (!dialog.querySelector("[autofocus]")) /** @type {HTMLElement | null} */ (dialog.querySelector("footer .primary:not(:disabled)"))?.focus();
  });
}

/**
 * A yes or no that names what will happen.
 * @param {string} title @param {string} text @param {string} yes @param {{ grave?: boolean }} [options]
 */
export async function confirmed(title, text, yes, { grave = false } = {}) {
  const answer = await ask({
    title,
    body: () => html`<p>${text}</p>`,
    actions: (close) => html`
      <button class="button" ?autofocus=${grave} @click=${() => close(false)}>取消</button>
      <button class="button ${grave ? "grave" : "primary"}" ?autofocus=${!grave} @click=${() => close(true)}>${yes}</button>`,
  });
  return answer === true;
}
