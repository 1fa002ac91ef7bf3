import { html, nothing } from "lit";
import "../../components/long-list.js";
import { askForm } from "../../components/ask-form.js";
import { ask } from "../../components/dialog.js";
import { exportButton } from "../../components/export-list.js";
import { showPapers } from "../../components/paper.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as tariff from "../../ipc/tariff.js";
import { money, period } from "../../lib/format.js";

/** @typedef {import("../../ipc/types/tariff").EffectRow} EffectRow */

/** @param {string} first @param {string} second @returns {import("../../components/table.js").Column<EffectRow>[]} */
const columns = (first, second) => [
  { title: first, grow: true, cell: (r) => r.key },
  { title: second, number: true, cell: (r) => r.count },
  { title: "现行（元）", number: true, cell: (r) => money(r.before) },
  { title: "调整后（元）", number: true, cell: (r) => money(r.after) },
  { title: "差额（元）", number: true, cell: (r) => money(r.difference) },
];

/** @param {import("../../ipc/types/tariff").Effect} e */
const shown = (e) => html`
  <p>从 <b>${e.price_before}</b> 改为 <b>${e.price_after}</b>，看 ${period(e.months)}，${e.rounding}。只是测算，没有写入。</p>
  ${e.charged ? html`<p class="muted">其中 ${e.charged} 笔 ${money(e.charged_total)} 元已经出账，不受影响。</p>` : nothing}
  ${e.left_out.map((words) => html`<p class="notice warn">未计入：${words}</p>`)}
  ${list({ caption: "按用途和楼栋", columns: columns("项目、用途、楼栋", "户数"), rows: [e.all, ...e.groups] })}
  <h3>逐户（变动大的在前）</h3>
  <zf-long-list caption="逐户" .columns=${columns("房号", "数量")} .rows=${e.homes}></zf-long-list>`;

/** 测算: what another price would do, home by home. @param {import("../../ipc/types/tariff").Tariff} of */
export async function tryPrice(of) {
  /** @type {import("../../ipc/types/tariff").TrialForm | undefined} */ let form;
  const effect = await askForm({
    title: `调价测算　${of.name}`,
    fields: [
      { name: "price", label: "拟调单价（元）", kind: "money", value: of.versions.at(-1)?.price, required: true },
      { name: "from", label: "拟从哪个月起", kind: "month", required: true },
      { name: "months", label: "测算几个月", kind: "number", value: "12" },
    ],
    yes: "测算",
    submit: (v) => {
      form = { tariff: of.name, price: v.price, from: v.from, months: v.months };
      return tariff.tryPrice(form);
    },
  });
  if (!effect || !form) return;
  const print = await ask({
    title: `调价测算　${of.name}`,
    body: () => shown(effect),
    actions: (/** @type {(answer?: boolean) => void} */ close) => html`<button class="button" @click=${() => close()}>关闭 <kbd>Esc</kbd></button>${exportButton("调价测算", "tariff_export_trial", { form })}<button class="button primary" @click=${() => close(true)}>测算表</button>`,
  });
  if (print) await showPapers([await tariff.tryPaper(form)]).catch((refused) => toast(refused.message));
}
