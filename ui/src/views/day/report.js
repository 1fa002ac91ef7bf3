import { html, nothing, render } from "lit";
import { exportList } from "../../components/export-list.js";
import { showPapers } from "../../components/paper.js";
import { failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as reconcile from "../../ipc/reconcile.js";
import { money } from "../../lib/format.js";

/** @param {import("../../ipc/types/reconcile").ReconciliationView} r */
const shown = (r) => html`
  ${list({
    caption: "流水与账面",
    columns: [
      { title: "流水", grow: true, cell: (k) => k[0] },
      { title: "笔数", number: true, cell: (k) => k[1] },
      { title: "收入（元）", number: true, cell: (k) => money(k[2]) },
      { title: "支出（元）", number: true, cell: (k) => money(k[3]) },
    ],
    rows: r.kinds,
    foot: html`
      <tr><td colspan="2">流水合计</td><td class="number">${money(r.statement_in)}</td><td class="number">${money(r.statement_out)}</td></tr>
      <tr><td colspan="2">账面：收据与退款</td><td class="number">${money(r.book_in)}</td><td class="number">${money(r.book_out)}</td></tr>`,
  })}
  ${r.differences.length
    ? list({
        caption: "差异",
        columns: [
          { title: "日期", cell: (d) => d[0] },
          { title: "差异", grow: true, cell: (d) => d[1] },
          { title: "流水减账面（元）", number: true, cell: (d) => money(d[2]) },
        ],
        rows: r.differences,
        foot: html`<tr><td colspan="2">差异合计</td><td class="number">${money(r.difference)}</td></tr>`,
      })
    : html`<p class="notice">流水与账面逐笔相符，没有差异。</p>`}`;

/**
 * 对账表: an account and some days, the statement held against the book; print and export.
 * @param {import("../../ipc/types/reconcile").AccountLine[]} accounts @param {string} chosen
 */
export function showReport(accounts, chosen) {
  const first = accounts.find((a) => a.account === chosen) ?? accounts[0];
  if (!first) return;
  const asked = { account: first.account, from: first.first, to: first.last };
  /** @type {import("../../ipc/types/reconcile").ReconciliationView | undefined} */ let view;
  /** @type {unknown} */ let error;
  const dialog = document.createElement("dialog");
  dialog.className = "wide";
  dialog.setAttribute("aria-label", "对账表");
  const load = async () => {
    try {
      view = await reconcile.report(asked.account, asked.from, asked.to);
      error = undefined;
    } catch (refused) {
      error = refused;
    }
    draw();
  };
  const set = (/** @type {keyof typeof asked} */ name) => (/** @type {any} */ e) => {
    asked[name] = e.target.value.trim();
    const account = accounts.find((a) => a.account === asked.account);
    if (name === "account" && account) Object.assign(asked, { from: account.first, to: account.last });
    load();
  };
  const print = async () => {
    try {
      await showPapers([await reconcile.paper(asked.account, asked.from, asked.to)]);
    } catch (refused) {
      toast(/** @type {Error} */ (refused).message);
    }
  };
  const draw = () =>
    render(
      html`
        <header><h2>对账表</h2></header>
        <div class="body form">
          <div class="row">
            <label class="field"><span>账户</span><select @change=${set("account")}>${accounts.map((a) => html`<option value=${a.account} ?selected=${a.account === asked.account}>${a.account}（${a.method_name}）</option>`)}</select></label>
            <label class="field"><span>第一天</span><input autocomplete="off" .value=${asked.from} @change=${set("from")} /></label>
            <label class="field"><span>最后一天</span><input autocomplete="off" .value=${asked.to} @change=${set("to")} /></label>
          </div>
          ${error ? failure(error) : view ? shown(view) : nothing}
        </div>
        <footer>
          <button class="button" @click=${() => dialog.close()}>关闭 <kbd>Esc</kbd></button>
          <button class="button" ?disabled=${!view} @click=${() => exportList("对账表", "reconcile_export", asked)}>导出</button>
          <button class="button primary" ?disabled=${!view} @click=${print}>打印</button>
        </footer>`,
      dialog,
    );
  const back = /** @type {HTMLElement | null} */ (document.activeElement);
  dialog.addEventListener("close", () => {
    dialog.remove();
    back?.focus?.();
  });
  draw();
  document.body.append(dialog);
  dialog.showModal();
  load();
}
