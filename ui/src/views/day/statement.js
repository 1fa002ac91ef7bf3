import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { ask } from "../../components/dialog.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import { pickFile } from "../../ipc/app.js";
import { intention } from "../../ipc/index.js";
import * as reconcile from "../../ipc/reconcile.js";
import { METHODS } from "../counter/take.js";

/** @param {import("../../ipc/types/reconcile").StatementView} view */
const looked = (view) => html`
  <p>“${view.sheet}” 可导入 <b>${view.lines}</b> 笔${view.faults.length ? html`，<b class="danger">${view.faults.length}</b> 行读不懂` : nothing}。导入后不入账，逐笔确认才入账。</p>
  ${list({ caption: "列", columns: [{ title: "列", cell: (c) => c[0] }, { title: "标题", grow: true, cell: (c) => c[1] }, { title: "读作", cell: (c) => c[2] || html`<span class="muted">不读</span>` }], rows: view.columns })}
  ${view.faults.length ? list({ caption: "读不懂的行", columns: [{ title: "行", number: true, cell: (f) => f[0] }, { title: "列", cell: (f) => f[1] }, { title: "内容", cell: (f) => f[2] }, { title: "原因", grow: true, cell: (f) => f[3] }], rows: view.faults }) : nothing}`;

/**
 * Takes a statement in: pick, say whose account it is, look, yes. Answers what was taken in.
 * @returns {Promise<import("../../ipc/types/reconcile").StatementTaken | undefined>}
 */
export async function takeStatement() {
  const file = await pickFile();
  if (!file) return undefined;
  /** @type {import("../../ipc/types/reconcile").StatementForm} */
  let form = { file: file.id, account: "", method: "transfer", mapping: "" };
  let view = await askForm({
    title: `导入流水　${file.name}`,
    fields: [
      { name: "account", label: "账户（如 建行尾号0000、微信商户）", required: true },
      { name: "method", label: "收款方式", kind: "choice", options: METHODS.filter((m) => m.code !== "cash").map((m) => ({ value: m.code, label: m.name })), value: "transfer" },
    ],
    yes: "读取",
    submit: (v) => {
      form = { ...form, account: v.account, method: v.method };
      return reconcile.preview(form);
    },
  });
  while (view) {
    const shown = view;
    const answer = await ask({
      title: `导入流水　${file.name}`,
      body: () => looked(shown),
      actions: (/** @type {(answer?: string) => void} */ close) => html`<button class="button" @click=${() => close()}>返回 <kbd>Esc</kbd></button><button class="button" @click=${() => close("map")}>改列的对应</button><button class="button primary" ?disabled=${!shown.lines} @click=${() => close("take")}>导入 ${shown.lines} 笔</button>`,
    });
    if (!answer) return undefined;
    if (answer === "take") return reconcile.take(form, intention()).catch((refused) => void toast(refused.message));
    view = await askForm({
      title: "列的对应",
      text: "写明哪一列是什么，会被记住：header 标题行，day 日期，income 收入，expense 支出，payer 对方，remark 附言，reference 单号。",
      fields: [{ name: "mapping", label: "对应", value: shown.mapping, required: true }],
      yes: "重新读取",
      submit: (v) => {
        form = { ...form, mapping: v.mapping };
        return reconcile.preview(form);
      },
    });
  }
  return undefined;
}
