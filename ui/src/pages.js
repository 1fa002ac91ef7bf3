// Every page: its address, its name, its key, and the element that shows it. The order is the order of the rail.

/** @typedef {{ page: string, name: string, key: string, tag: string, load: () => Promise<unknown> }} Page */

/** @type {Page[]} */
export const PAGES = [
  { page: "home", name: "总览", key: "Alt+1", tag: "zf-home", load: () => import("./views/home.js") },
  { page: "counter", name: "柜台", key: "F2", tag: "zf-counter", load: () => import("./views/counter.js") },
  { page: "billing", name: "收费", key: "Alt+3", tag: "zf-billing", load: () => import("./views/billing.js") },
  { page: "day", name: "收银", key: "Alt+4", tag: "zf-day", load: () => import("./views/day.js") },
  { page: "dunning", name: "催缴", key: "Alt+5", tag: "zf-dunning", load: () => import("./views/dunning.js") },
  { page: "ticket", name: "工单", key: "Alt+6", tag: "zf-ticket", load: () => import("./views/ticket.js") },
  { page: "disclosure", name: "公示", key: "Alt+7", tag: "zf-disclosure", load: () => import("./views/disclosure.js") },
  { page: "register", name: "档案", key: "Alt+8", tag: "zf-register", load: () => import("./views/register.js") },
  { page: "analysis", name: "分析", key: "Alt+9", tag: "zf-analysis", load: () => import("./views/analysis.js") },
  { page: "settings", name: "设置", key: "Alt+0", tag: "zf-settings", load: () => import("./views/settings.js") },
];
