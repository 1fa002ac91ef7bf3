import { html, nothing } from "lit";
import { askForm } from "../../components/ask-form.js";
import { ZfElement } from "../../components/element.js";
import { showPapers } from "../../components/paper.js";
import { STOCKS } from "../../components/paper/stock.js";
import { empty, failure } from "../../components/states.js";
import { list } from "../../components/table.js";
import { toast } from "../../components/toast.js";
import * as papers from "../../ipc/papers.js";

const NOWHERE = { right: 0, down: 0 };

/** `1.5` of tenths of a millimetre. @param {number} tenths */
const mm = (tenths) => (tenths / 10).toFixed(1).replace("-", "−");

/** Tenths of a millimetre as typed: `1.5`, `-0.3`; refuses anything else. @param {string} text @param {string} what */
function tenths(text, what) {
  const plain = text.trim().replace("−", "-").replace("。", ".");
  if (!/^-?\d{1,2}(\.\d)?$/.test(plain || "0")) throw new Error(`${what}请填毫米数，最多一位小数，如 1.5；向反方向移动填负数。`);
  return Math.round(Number(plain || "0") * 10);
}

/** 打印: the printers, how far each is off, what was printed. */
class Printing extends ZfElement {
  static properties = { setup: { state: true }, log: { state: true }, error: { state: true } };

  constructor() {
    super();
    /** @type {import("../../ipc/types/papers").PrintSetup | undefined} */ this.setup = undefined;
    /** @type {import("../../ipc/types/papers").PrintedLine[]} */ this.log = [];
    /** @type {unknown} */ this.error = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    try {
      [this.setup, this.log] = await Promise.all([papers.setup(), papers.log(200)]);
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }

  /** @param {string} printer */
  async setOffset(printer) {
    const now = this.setup?.offsets[printer] ?? NOWHERE;
    const set = await askForm({
      title: `打印位置：${printer}`,
      text: "先打一张测试页，用直尺量外框到纸边的距离，再填差多少毫米。",
      fields: [
        { name: "right", label: "向右移动（毫米）", kind: "number", value: String(now.right / 10), hint: "向左移动填负数" },
        { name: "down", label: "向下移动（毫米）", kind: "number", value: String(now.down / 10), hint: "向上移动填负数" },
      ],
      yes: "保存",
      submit: async (v) => {
        await papers.setOffset(printer, { right: tenths(v.right, "向右移动"), down: tenths(v.down, "向下移动") });
        return true;
      },
    });
    if (!set) return;
    toast("已记住，以后在这台打印机上都按此移动");
    await this.load();
  }

  /** @param {string} printer */
  async testPage(printer) {
    const media = await askForm({
      title: `测试页：${printer}`,
      fields: [{ name: "media", label: "纸张", kind: "choice", options: STOCKS.map((s) => ({ value: s.media, label: s.name })) }],
      yes: "看测试页",
      submit: async (v) => v.media,
    });
    if (!media) return;
    try {
      await showPapers([await papers.testPage(printer, media)]);
    } catch (error) {
      this.error = error;
    }
    await this.load();
  }

  printers() {
    const { printers, offsets } = /** @type {import("../../ipc/types/papers").PrintSetup} */ (this.setup);
    if (!printers.length) return empty("没有找到打印机。请检查打印机是否开机、接好，然后重新查找。", html`<button class="button" @click=${this.load}>重新查找</button>`);
    return list({
      caption: "打印机",
      rows: printers,
      columns: [
        { title: "打印机", grow: true, cell: (p) => html`${p}${p === printers[0] ? html` <span class="muted">默认</span>` : nothing}` },
        { title: "向右（毫米）", number: true, cell: (p) => mm(offsets[p]?.right ?? 0) },
        { title: "向下（毫米）", number: true, cell: (p) => mm(offsets[p]?.down ?? 0) },
        { title: "", cell: (p) => html`<span class="row-acts"><button class="button" @click=${() => this.testPage(p)}>测试页……</button><button class="button" @click=${() => this.setOffset(p)}>调整位置……</button></span>` },
      ],
    });
  }

  printed() {
    if (!this.log.length) return empty("还没有打印过单据。每打印一次，这里就多一行。");
    return list({
      caption: "打印记录",
      rows: this.log,
      columns: [
        { title: "时间", cell: (l) => html`<span class="nowrap">${l.at.replace("T", " ").slice(0, 16)}</span>` },
        { title: "单据", grow: true, cell: (l) => l.paper },
        { title: "方式", cell: (l) => html`<span class="nowrap">${l.printed ? "打印" : "生成"}</span>` },
        { title: "第几次", number: true, cell: (l) => (l.times > 1 ? html`<b>${l.times}</b>` : l.times) },
        { title: "份数", number: true, cell: (l) => (l.printed ? l.copies : "") },
        { title: "经办人", cell: (l) => html`<span class="nowrap">${l.operator}</span>` },
      ],
    });
  }

  render() {
    return html`
      ${this.error ? failure(this.error) : nothing}
      ${this.setup ? html`
        <section class="panel"><header><h2>打印机</h2><span class="muted">套打对不准时，在这里调整；每台打印机各记各的。</span></header>${this.printers()}</section>
        <section class="panel"><header><h2>打印记录</h2><span class="muted">最近 200 次</span></header>${this.printed()}</section>` : nothing}`;
  }
}
customElements.define("zf-printing", Printing);
