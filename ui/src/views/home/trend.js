import { html, nothing } from "lit";
import { bar } from "../../components/chart.js";
import { list } from "../../components/table.js";
import { money, period, tenThousands } from "../../lib/format.js";

/** @typedef {import("../../ipc/types/home").TrendView} Month */

/** The next round figure above what is drawn: few digits times a power of ten. @param {number} most */
export function roundAbove(most) {
  const power = 10 ** Math.floor(Math.log10(Math.max(most, 1)));
  return [1, 1.2, 1.6, 2, 3, 4, 6, 8, 10].map((n) => n * power).find((n) => n >= most) ?? 10 * power;
}

/** @param {string} month @param {number} index */
const monthName = (month, index) => {
  const [year, number] = month.split("-").map(Number);
  return index === 0 || number === 1 ? html`${number}月<small>${year}年</small>` : html`${number}月`;
};

/** Twelve months: charged, and how much of it came in. @param {Month[]} months */
export function trendChart(months) {
  const top = roundAbove(Math.max(...months.map((m) => Math.max(m.share.whole, m.share.part))));
  return html`
    <div class="trend" role="img" aria-label="近十二个月应收与已收，逐月数字见表">
      <div class="scale" aria-hidden="true"><span>${tenThousands(top)}</span><span>${tenThousands(top / 2)}</span><span>0</span></div>
      <div class="plot">
        ${months.map((m, i) => html`
          <div class="month" title="${period(m.month)}　应收 ${money(m.share.whole)}　已收 ${money(m.share.part)}">
            <div class="column">${m.share.whole > 0 ? bar(m.share.part / top, { upright: true, whole: m.share.whole / top }) : nothing}</div>
            <b class=${m.share.percent === null ? "muted" : ""}>${m.share.percent === null ? "—" : `${Math.round(Number(m.share.percent))}%`}</b>
            <span>${monthName(m.month, i)}</span>
          </div>`)}
      </div>
    </div>`;
}

export const trendLegend = html`<span class="key whole"></span>应收<span class="key part"></span>其中已收<span class="muted">单位：万元；柱下为收缴率</span>`;

/** @param {Month[]} months */
export const trendTable = (months) =>
  list({
    caption: "近十二个月应收、已收与收缴率",
    columns: [
      { title: "月份", cell: (m) => period(m.month), grow: true },
      { title: "应收（元）", number: true, cell: (m) => money(m.share.whole) },
      { title: "已收（元）", number: true, cell: (m) => money(m.share.part) },
      { title: "收缴率", number: true, cell: (m) => (m.share.percent === null ? "—" : `${m.share.percent}%`) },
    ],
    rows: [...months].reverse(),
  });
