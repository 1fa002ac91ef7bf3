import { html } from "lit";
import { call } from "../ipc/index.js";
import { askForm } from "./ask-form.js";
import { toast } from "./toast.js";

const PURPOSES = ["内部核对", "上报公司", "打印留存", "业主本人查询"];

/**
 * Exports a list as a workbook: asks what for, lets the person choose the place, says where it went. The command is the
 * sibling of the one that answered the list (see `src-tauri/src/export.rs` for how it is made).
 * @param {string} what its name, as on the page: 欠费清单
 * @param {string} command @param {Record<string, unknown>} [args] the filter of the list shown
 */
export async function exportList(what, command, args = {}) {
  const path = await askForm({
    title: `导出${what}`,
    text: "导出为 Excel 表格，末行写明操作人、时间和用途。表里有业主信息时，请妥善保管，用完删除。",
    fields: [
      { name: "purpose", label: "用途", kind: "choice", options: [...PURPOSES.map((p) => ({ value: p, label: p })), { value: "", label: "其他……" }] },
      { name: "other", label: "写明用途", required: true, when: (v) => v.purpose === "" },
    ],
    yes: "选择位置并导出",
    submit: (v) => call(command, { ...args, purpose: v.purpose || v.other || "" }),
  });
  if (path) toast(`已导出 ${path}`);
}

/** The button every exportable list has. @param {string} what @param {string} command @param {Record<string, unknown>} [args] */
export const exportButton = (what, command, args) =>
  html`<button class="button" @click=${() => exportList(what, command, args)}>导出</button>`;
