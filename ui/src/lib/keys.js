// Keys. An Enter that ends a pinyin composition belongs to the input method, never to a form.

let composing = false;
let endedAt = 0;
addEventListener("compositionstart", () => { composing = true; }, true);
addEventListener("compositionend", () => { composing = false; endedAt = performance.now(); }, true);

/** Whether a key still belongs to the input method. @param {KeyboardEvent} event */
export function isComposing(event) {
  // Some engines end the composition before they send its Enter; such a key follows within a moment.
  return composing || event.isComposing || event.keyCode === 229 || (event.key === "Enter" && performance.now() - endedAt < 40);
}

/** @type {Map<string, () => void>} */
const bound = new Map();

/**
 * Binds a key (`F2`, `Ctrl+K`, `Escape`) until the returned function is called. The last one bound wins.
 * @param {string} key
 * @param {() => void} act
 */
export function bind(key, act) {
  const before = bound.get(key);
  bound.set(key, act);
  return () => {
    if (bound.get(key) !== act) return;
    if (before) bound.set(key, before);
    else bound.delete(key);
  };
}

addEventListener("keydown", (event) => {
  if (isComposing(event)) return;
  const name = `${event.ctrlKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${event.key.length === 1 ? event.key.toUpperCase() : event.key}`;
  const act = bound.get(name);
  // Under an open dialog the keys belong to it; Escape closes it.
  if (!act || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  act();
});

/**
 * Enter moves to the next field of a form; on the last one it submits.
 * @param {HTMLFormElement} form
 */
export function enterMovesOn(form) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || isComposing(event)) {
      if (event.key === "Enter") event.preventDefault();
      return;
    }
    const at = /** @type {HTMLElement} */ (event.target);
    if (at.tagName === "TEXTAREA" || at.tagName === "BUTTON") return;
    event.preventDefault();
    const fields = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("input:not([type=hidden],[type=radio]):not(:disabled),select:not(:disabled)")].filter((f) => !f.closest("details:not([open])")));
    const next = fields[fields.indexOf(at) + 1];
    if (next) {
      next.focus();
      if (next instanceof HTMLInputElement) next.select();
    } else {
      form.requestSubmit();
    }
  });
}
