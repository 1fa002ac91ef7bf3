// Runs in the page before every question of a test: finds things as a person does, by the words that are seen.
const scope = () => [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
const seen = (e) => e.checkVisibility({ visibilityProperty: true });
const words = (e) => {
  const copy = e.cloneNode(true);
  copy.querySelectorAll("kbd, .visually-hidden, [aria-hidden=true]").forEach((k) => k.remove());
  return (copy.textContent.trim() || e.getAttribute("aria-label") || "").replace(/\s+/g, " ").trim();
};
const best = (all, text, says) => {
  const fit = (want) => all.find((e) => seen(e) && want(says(e)));
  return fit((w) => w === text) ?? fit((w) => w.startsWith(text)) ?? fit((w) => w.includes(text));
};
const pressable = (text) => {
  const what = "button, a[href], summary, label, [role=option], [role=tab], tr[tabindex], tr[aria-rowindex]";
  const all = (root) => [...root.querySelectorAll(what)].filter((e) => !e.disabled);
  return best(all(scope()), text, words);
};
const field = (label) => {
  const all = [...scope().querySelectorAll("input, select, textarea")];
  const says = (e) => words({ cloneNode: () => (e.labels?.[0] ?? e).cloneNode(true), getAttribute: (n) => e.getAttribute(n) }) || e.placeholder || "";
  const named = best(all, label, (e) => {
    const l = e.labels?.[0]?.cloneNode(true);
    l?.querySelectorAll("input, select, textarea, small, i").forEach((k) => k.remove());
    return (l?.textContent.trim() || e.getAttribute("aria-label") || e.placeholder || "").replace(/\s+/g, " ").trim();
  });
  return named ?? best(all, label, says);
};
const choose = (label, option) => {
  const e = field(label);
  const o = e && [...(e.options ?? [])].find((o) => o.textContent.trim().includes(option));
  if (!o) return false;
  e.focus();
  e.value = o.value;
  e.dispatchEvent(new Event("input", { bubbles: true }));
  e.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
};
const text = () => scope().innerText.replace(/[ \t\u00a0\u3000]+/g, " ");
if (!window.faults) {
  window.faults = [];
  addEventListener("error", (e) => window.faults.push(`${e.message} (${e.filename}:${e.lineno})`));
  addEventListener("unhandledrejection", (e) => window.faults.push(String(e.reason?.message ?? e.reason)));
  addEventListener("securitypolicyviolation", (e) => window.faults.push(`CSP: ${e.violatedDirective} ${e.blockedURI}`));
}
