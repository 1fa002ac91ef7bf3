import { html, nothing, render } from "lit";
import { ask } from "../../components/dialog.js";
import "../../components/long-list.js";
import { toast } from "../../components/toast.js";
import * as meter from "../../ipc/meter.js";
import { money } from "../../lib/format.js";

/** @type {import("../../components/table.js").Column<import("../../ipc/types/meter/bill").MeterRunLine>[]} */
const COLUMNS = [
  { title: "房号", cell: (l) => l.room },
  { title: "价格", cell: (l) => l.price },
  { title: "用量", number: true, cell: (l) => l.usage },
  { title: "金额（元）", number: true, cell: (l) => money(l.amount) },
  { title: "上月", number: true, cell: (l) => (l.before === null ? "—" : money(l.before)) },
  { title: "应缴日", cell: (l) => l.due },
  { title: "提醒", grow: true, cell: (l) => html`<span class="warn">${l.remarks}</span>` },
];

/**
 * The bill of a month's readings: look, then post as one run. Answers the run, `undefined` when the person went back.
 * @param {string} month @param {string} kind @param {string} key
 */
export async function billReadings(month, kind, key) {
  const form = { month, kind, due: "", accept_gaps: false };
  const view = await meter.previewBill(form);
  let error = "";
  const gaps = view.unread.length;
  const body = () => html`
    <div class="figures">
      <div class="figure"><span>合计（元）</span><b>${money(view.total)}</b></div>
      <div class="figure"><span>笔数</span><b>${view.charges}</b></div>
      <div class="figure"><span>上月（元）</span><b>${money(view.before)}</b></div>
      <div class="figure"><span>本月已出（元）</span><b>${money(view.already)}</b></div>
      ${view.lowered ? html`<div class="figure"><span>更正冲减（元）</span><b>${money(view.lowered)}</b></div>` : nothing}
    </div>
    ${view.lines.length ? html`<zf-long-list caption="按读数出账" .columns=${COLUMNS} .rows=${view.lines}></zf-long-list>` : html`<p class="notice">没有要出的账：读数都已出过，或还没有抄表。</p>`}
    ${gaps ? html`<p class="notice warn">还有 ${gaps} 块表未抄：${view.unread.slice(0, 8).map(([code, room]) => `${code}（${room}）`).join("、")}${gaps > 8 ? " 等" : ""}。抄到后录入，或先“估抄”。</p>
      <label class="inline"><input type="checkbox" @change=${(/** @type {any} */ e) => { form.accept_gaps = e.target.checked; }} /><span>未抄的这次不出，其余先出账</span></label>` : nothing}
    ${view.lines.length ? html`<label class="field"><span>统一应缴日（不填即按水电价格的规定；已经过去的须另定）</span><input name="due" placeholder="年-月-日" autocomplete="off" @input=${(/** @type {any} */ e) => { form.due = e.target.value; }} /></label>` : nothing}
    ${error ? html`<p class="notice error" role="alert">${error}</p>` : nothing}`;
  const draw = () => render(body(), /** @type {HTMLElement} */ (document.querySelector("dialog .meter-bill")));
  const answer = ask({
    title: `按 ${month} 的读数出账`,
    body: () => html`<div class="meter-bill form"></div>`,
    actions: (/** @type {(answer?: import("../../ipc/types/meter/bill").MeterRunDone) => void} */ close) => html`
      <button class="button" @click=${() => close()}>返回 <kbd>Esc</kbd></button>
      ${view.lines.length
        ? html`<button class="button primary" @click=${async () => {
            try {
              close(await meter.postBill(form, key));
            } catch (refused) {
              error = /** @type {Error} */ (refused).message;
              draw();
            }
          }}>出账 ${view.charges} 笔</button>`
        : nothing}`,
  });
  draw();
  const done = await answer;
  if (done) toast(`第 ${done.run} 批已出账：${done.homes} 户 ${done.charges} 笔，${money(done.total)} 元。要整批冲销，见“出账”`);
  return done;
}
