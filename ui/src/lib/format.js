// Figures and dates as they stand on screen. Money arrives as whole fen and is never computed here.

/** `1,333.32` of whole fen. @param {number} fen */
export function money(fen) {
  const sign = fen < 0 ? "−" : "";
  const abs = Math.abs(fen);
  const yuan = Math.floor(abs / 100).toString().replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return `${sign}${yuan}.${(abs % 100).toString().padStart(2, "0")}`;
}

/** `2025年12月27日` of `2025-12-27`. @param {string} iso */
export function day(iso) {
  const [year, month, date] = iso.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}

/** `2025年10月`, `2025年10—12月` of `2025-10` or `2025-10..2025-12`. @param {string} months */
export function period(months) {
  const [from, to = from] = months.split("..");
  const [fy, fm] = from.split("-").map(Number);
  const [ty, tm] = to.split("-").map(Number);
  if (from === to) return `${fy}年${fm}月`;
  return fy === ty ? `${fy}年${fm}—${tm}月` : `${fy}年${fm}月—${ty}年${tm}月`;
}

/** `12.5` of whole fen, in units of ten thousand yuan; for scales of charts only. @param {number} fen */
export const tenThousands = (fen) => String(Math.round(fen / 10_000) / 100);
