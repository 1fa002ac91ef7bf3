import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";

const folder = `${import.meta.dirname}/../src/styles/views`;

/** The classes a sheet styles for every page: those a rule begins with. @param {string} file */
function unscoped(file) {
  const css = readFileSync(`${folder}/${file}`, "utf8");
  return new Set([...css.matchAll(/^\s*\.([\w-]+)/gm)].map((m) => m[1]));
}

test("no two pages style the same class; what both need stands in components.css or under the page's own element", () => {
  /** @type {Record<string, string[]>} */
  const sheets = {};
  for (const file of readdirSync(folder)) for (const name of unscoped(file)) (sheets[name] ??= []).push(file);
  expect(Object.entries(sheets).filter(([, files]) => files.length > 1)).toEqual([]);
});
