import { html } from "lit";
import { TabbedPage } from "../components/tabs.js";
import "./analysis/arrears.js";
import "./analysis/campaigns.js";
import "./analysis/effect.js";
import "./analysis/meeting.js";
import "./analysis/people.js";
import "./analysis/plan.js";

/** @type {import("../components/tabs.js").Tab[]} */
const TABS = [
  { tab: "arrears", name: "欠费结构", view: () => html`<zf-analysis-arrears></zf-analysis-arrears>` },
  { tab: "effect", name: "催缴效果", view: () => html`<zf-analysis-effect></zf-analysis-effect>` },
  { tab: "people", name: "责任人", view: () => html`<zf-analysis-people></zf-analysis-people>` },
  { tab: "campaigns", name: "集中活动", view: () => html`<zf-campaigns></zf-campaigns>` },
  { tab: "plan", name: "年度计划", view: () => html`<zf-plan></zf-plan>` },
  { tab: "meeting", name: "例会与难题", view: () => html`<zf-meeting></zf-meeting>` },
];

/** 分析 */
class Analysis extends TabbedPage {
  static page = "analysis";
  static title = "分析";
  static tabs = TABS;
}
customElements.define("zf-analysis", Analysis);
