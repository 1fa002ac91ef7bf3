import { html, nothing } from "lit";

/** @typedef {import("../../ipc/types/words").FindingsView} Findings */

/** What the checker says of a text. @param {Findings | undefined} findings */
export function findingsView(findings) {
  if (!findings) return nothing;
  const { clean, blocked, warned, missing, trouble, list } = findings;
  const line = (/** @type {import("../../ipc/types/words").FindingLine} */ f) => html`<li><mark>${f.found}</mark> ${f.rule}。<span class="muted">${f.advice}。</span></li>`;
  return html`
    <div class="findings" aria-live="polite">
      ${clean && !warned.length ? html`<p>可以使用。</p>` : nothing}
      ${blocked.length ? html`<p class="danger">不能保存、不能发：</p><ul>${blocked.map(line)}</ul>` : nothing}
      ${missing.length ? html`<p class="danger">还缺：${missing.join("、")}</p>` : nothing}
      ${trouble ? html`<p class="danger">${trouble}</p>` : nothing}
      ${warned.length ? html`<p class="warn">建议改：</p><ul>${warned.map(line)}</ul>` : nothing}
      <p class="muted">用语检查表 ${list}</p>
    </div>`;
}
