// Runs before the page is drawn, so that it never shows in another light first. KEPT stands for what this machine
// remembers; what was chosen since stands in the storage of this run.
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  let now = KEPT;
  try {
    now = JSON.parse(sessionStorage.getItem("appearance") ?? "null") ?? now;
  } catch {
    // A page without storage is drawn as remembered.
  }
  const show = () => {
    const root = document.documentElement;
    if (!root) return;
    root.dataset.theme = now.theme === "system" ? (system.matches ? "dark" : "light") : now.theme;
    root.dataset.type = now.type_size;
    root.dataset.contrast = now.contrast;
  };
  system.addEventListener("change", show);
  window.zfAppearance = (chosen) => {
    now = chosen;
    sessionStorage.setItem("appearance", JSON.stringify(chosen));
    show();
  };
  show();
  if (!document.documentElement) document.addEventListener("readystatechange", show, { once: true });
})();
