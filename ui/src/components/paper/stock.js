// The sizes of paper a printer is asked for.

/** @typedef {{ media: string, name: string, width: number, height: number }} Stock millimetres, upright */

/** @type {Stock[]} */
export const STOCKS = [
  { media: "A4", name: "A4", width: 210, height: 297 },
  { media: "A5", name: "A5", width: 148.5, height: 210 },
  { media: "Custom.241x139.7mm", name: "241×139.7（三联针式）", width: 139.7, height: 241 },
];

/** The paper a page of this size in points belongs on; nothing when it is none of ours. @param {{ width: number, height: number }} size */
export function stockOf({ width, height }) {
  const [short, long] = [Math.min(width, height), Math.max(width, height)].map((points) => (points / 72) * 25.4);
  return STOCKS.find((stock) => Math.abs(stock.width - short) < 2 && Math.abs(stock.height - long) < 2);
}
