import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { ask } from "../../components/dialog.js";
import * as reconcile from "../../ipc/reconcile.js";
import { money } from "../../lib/format.js";

/** What has to be said with a decision. @type {Record<string, { title: string, label: string, yes: string, required: boolean, grave?: boolean }>} */
const ASKED = {
  accept: { title: "按建议确认", label: "", yes: "确认", required: false },
  room: { title: "为一户收款", label: "房号", yes: "收款", required: true },
  receipt: { title: "对上已有收据", label: "收据号", yes: "对上", required: true },
  duplicate: { title: "重复付款：留作预存，并填退款单", label: "房号（不填按建议）", yes: "确认重复", required: false },
  suspend: { title: "转入待认领", label: "说明", yes: "转入待认领", required: false },
  ignore: { title: "与业主账无关", label: "原因（如 手续费）", yes: "不入账", required: true },
  undo: { title: "撤销确认；据此开的收据当天作废", label: "原因", yes: "撤销", required: true, grave: true },
};

/** @param {import("../../ipc/types/reconcile").BenchLine} line */
const choices = (line) =>
  line.open
    ? line.amount > 0
      ? [...(line.candidates.length ? ["accept"] : []), "room", "receipt", ...(line.verdict === "twice" ? ["duplicate"] : []), "suspend", "ignore"]
      : [...(line.candidates.length ? ["accept"] : []), "ignore"]
    : ["undo", ...(line.verdict === "待认领" ? ["room"] : [])];

/**
 * Decides what a line of a statement is. Answers what came of it in words, or nothing when the person went back.
 * @param {import("../../ipc/types/reconcile").BenchLine} line
 * @returns {Promise<string | undefined>}
 */
export async function decideLine(line) {
  const decision = await ask({
    title: `第 ${line.line} 笔流水　${money(line.amount)} 元`,
    body: () => html`
      <dl class="facts">
        <dt>账户</dt><dd>${line.account}　${line.day}</dd>
        <dt>对方</dt><dd>${line.payer || "—"}</dd>
        <dt>附言</dt><dd>${line.remark || "—"}</dd>
        ${line.candidates.length ? html`<dt>${line.open ? "建议" : "处理"}</dt><dd>${line.candidates.map((c) => html`<div>${c}</div>`)}</dd>` : nothing}
      </dl>`,
    actions: (/** @type {(answer?: string) => void} */ close) => html`
      <button class="button" @click=${() => close()}>返回 <kbd>Esc</kbd></button>
      ${choices(line).map((c, i) => html`<button class="button ${i === 0 && !ASKED[c].grave ? "primary" : ASKED[c].grave ? "grave" : ""}" ?autofocus=${i === 0} @click=${() => close(c)}>${ASKED[c].yes}</button>`)}`,
  });
  if (!decision) return undefined;
  const asked = ASKED[decision];
  return askForm({
    title: asked.title,
    text: `${line.day}　${line.payer}　${money(line.amount)} 元`,
    fields: asked.label ? [{ name: "text", label: asked.label, required: asked.required }] : [],
    yes: asked.yes,
    grave: asked.grave,
    submit: (v, key) => reconcile.decide(line.line, { decision, text: v.text ?? "" }, key),
  });
}
