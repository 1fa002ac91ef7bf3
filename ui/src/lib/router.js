// Pages by the part of the address behind the hash: `#/counter/3-1-301`.

/** @typedef {{ page: string, rest: string[] }} Place */

/** @returns {Place} */
export function place() {
  const [page = "", ...rest] = decodeURIComponent(location.hash.replace(/^#\/?/, "")).split("/");
  return { page, rest };
}

/** @param {...string} parts */
export function go(...parts) {
  location.hash = `#/${parts.map(encodeURIComponent).join("/")}`;
}

/** @param {() => void} act */
export function onMove(act) {
  addEventListener("hashchange", act);
  return () => removeEventListener("hashchange", act);
}
