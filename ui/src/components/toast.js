// A short word after something was done. It goes by itself and never takes the focus.

/** @param {string} text */
export function toast(text) {
  let host = document.querySelector(".toasts");
  if (!host) {
    host = document.createElement("div");
    host.className = "toasts";
    host.setAttribute("role", "status");
    host.setAttribute("popover", "manual");
    document.body.append(host);
  }
  const line = document.createElement("div");
  line.className = "toast";
  line.textContent = text;
  host.append(line);
  // Above the dialog that is open now.
  const layer = /** @type {HTMLElement} */ (host);
  layer.hidePopover?.();
  layer.showPopover?.();
  setTimeout(() => line.remove(), 4500);
}
