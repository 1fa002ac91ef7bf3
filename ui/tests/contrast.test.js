import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(`${import.meta.dirname}/../src/styles/tokens.css`, "utf8");

/** The tokens of a rule. @param {string} rule @returns {Record<string, string>} */
function tokens(rule) {
  const at = css.indexOf(`${rule} {`);
  const body = css.slice(at, css.indexOf("}", at));
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6}|var\(--[\w-]+\))/g)].map((m) => [m[1], m[2]]));
}

/** Relative luminance as WCAG 2.2 defines it. @param {string} hex */
function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {string} a @param {string} b */
function contrast(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const light = tokens(":root");
const dark = { ...light, ...tokens(':root[data-theme="dark"]') };
const high = tokens(':root[data-contrast="high"]');
const GROUNDS = ["paper", "surface", "sunken"];

/** Text on a ground: [text, ground, least]. @type {[string, string, number][]} */
const PAIRS = [
  ...GROUNDS.flatMap((ground) => /** @type {[string, string, number][]} */ ([["ink", ground, 7], ["muted", ground, 4.5], ["accent", ground, 4.5], ["danger", ground, 4.5], ["warn", ground, 4.5], ["focus", ground, 3], ["line-strong", ground, 3]])),
  ["accent-ink", "accent", 4.5],
  ["ink", "accent-weak", 7], ["accent", "accent-weak", 4.5], ["muted", "accent-weak", 4.5],
  ["ink", "danger-weak", 7], ["danger", "danger-weak", 4.5],
  ["ink", "warn-weak", 7], ["warn", "warn-weak", 4.5],
  ["surface", "ink", 7],
];

for (const [name, theme] of /** @type {[string, Record<string, string>][]} */ ([["light", light], ["dark", dark], ["light, high contrast", { ...light, ...high }], ["dark, high contrast", { ...dark, ...high }]])) {
  test(`every pair of text and ground can be read: ${name}`, () => {
    /** @param {string} token @returns {string} */
    const value = (token) => (theme[token].startsWith("var(") ? value(theme[token].slice(6, -1)) : theme[token]);
    const failing = PAIRS.map(([text, ground, least]) => ({ pair: `${text} on ${ground}`, has: contrast(value(text), value(ground)), least })).filter((p) => p.has < p.least);
    expect(failing).toEqual([]);
  });
}

test("the edges of fields can be seen in high contrast", () => {
  for (const theme of [light, dark]) expect(contrast(theme.ink, theme.surface)).toBeGreaterThan(7);
  expect(high["line-strong"]).toBe("var(--ink)");
});
