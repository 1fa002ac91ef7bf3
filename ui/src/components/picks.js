import { html } from "lit";

/**
 * Chips of which any number may be chosen; none chosen means all.
 * @param {string} label @param {{ value: string, name: string }[]} options @param {Set<string>} chosen @param {(chosen: Set<string>) => void} onChange
 */
export function picks(label, options, chosen, onChange) {
  /** @param {string} value */
  const toggle = (value) => {
    const next = new Set(chosen);
    if (!next.delete(value)) next.add(value);
    onChange(next);
  };
  return html`
    <div class="picks" role="group" aria-label=${label}>
      <span>${label}</span>
      <button type="button" class="chip" aria-pressed=${chosen.size === 0} @click=${() => onChange(new Set())}>全部</button>
      ${options.map((o) => html`<button type="button" class="chip" aria-pressed=${chosen.has(o.value)} @click=${() => toggle(o.value)}>${o.name}</button>`)}
    </div>`;
}
