import { html, nothing, render } from "lit";
import { isComposing } from "../lib/keys.js";
import * as papers from "../ipc/papers.js";
import { Pages } from "./paper/pages.js";
import { STOCKS, stockOf } from "./paper/stock.js";
import { confirmed } from "./dialog.js";
import { toast } from "./toast.js";

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];

/** @typedef {import("../ipc/types/wire").PaperHandle} PaperHandle */

/** The viewer of some papers, in a dialog. */
class PaperViewer {
  /** @param {PaperHandle[]} handles */
  constructor(handles) {
    this.handles = handles;
    this.at = 0;
    this.error = "";
    this.page = 1;
    this.busy = false;
    /** Whether this paper was sent to the printer already. */
    this.sent = false;
    this.copies = "1";
    this.media = "A4";
    this.printer = "";
    /** @type {import("../ipc/types/papers").PrintSetup | undefined} */ this.setup = undefined;
    this.dialog = document.createElement("dialog");
    this.dialog.className = "paper";
    this.draw();
    this.pages = new Pages(/** @type {HTMLElement} */ (this.dialog.querySelector(".pages")), (page) => {
      if (page === this.page) return;
      this.page = page;
      this.draw();
    });
    this.dialog.addEventListener("keydown", (event) => this.key(event));
  }

  get handle() {
    return this.handles[this.at];
  }

  /** @param {number} to */
  async turn(to) {
    this.at = to;
    this.page = 1;
    this.sent = false;
    this.error = "";
    this.draw();
    await this.tried(async () => {
      await this.pages.open(await papers.bytes(this.handle.id));
      this.media = stockOf(this.pages.size)?.media ?? "A4";
      this.usual();
      this.pages.zoom(this.pages.fit("width"));
    });
  }

  /** The printer this paper went to last, else the usual one of the machine. */
  usual() {
    const names = this.setup?.printers ?? [];
    const last = this.setup?.last[this.media];
    this.printer = last && names.includes(last) ? last : (names[0] ?? "");
  }

  async listPrinters() {
    await this.tried(async () => {
      this.setup = await papers.setup();
      this.usual();
    });
  }

  /** @param {() => Promise<unknown>} act */
  async tried(act) {
    try {
      await act();
      this.error = "";
    } catch (refused) {
      this.error = /** @type {Error} */ (refused).message;
    }
    this.draw();
  }

  async print() {
    if (this.busy || !this.printer) return;
    this.busy = true;
    this.draw();
    await this.tried(async () => {
      const { copies } = this.choice();
      await papers.print(this.handle.id, this.choice());
      this.sent = true;
      toast(`已送“${this.printer}”：${this.handle.name}${copies > 1 ? `，${copies} 份` : ""}`);
    });
    this.busy = false;
    this.draw();
    // A second Enter goes on; it does not print again.
    if (this.sent) /** @type {HTMLElement | null} */ (this.dialog.querySelector(".next-paper:not(:disabled), .done"))?.focus();
  }

  /** Sends every paper to the printer, one after the other; what was sent before a refusal is named. */
  async printAll() {
    if (this.busy || !this.printer) return;
    const sure = await confirmed("全部打印", `${this.handles.length} 份单据依次送“${this.printer}”，每份打印 ${this.choice().copies} 遍。`, "全部打印");
    if (!sure) return;
    this.busy = true;
    let sent = 0;
    await this.tried(async () => {
      for (const handle of this.handles) {
        await papers.print(handle.id, this.choice());
        sent += 1;
      }
    });
    this.busy = false;
    this.sent = sent > 0;
    toast(`已送“${this.printer}” ${sent} 份${sent < this.handles.length ? `，还有 ${this.handles.length - sent} 份没有打印` : ""}`);
    this.draw();
  }

  choice() {
    return { printer: this.printer, copies: Math.max(1, Number.parseInt(this.copies, 10) || 1), media: this.media };
  }

  save() {
    return this.tried(async () => {
      const path = await papers.save(this.handle.id);
      if (path) toast(`已存为 ${path}`);
    });
  }

  /** @param {number} scale */
  zoom(scale) {
    this.pages.zoom(scale);
    this.draw();
  }

  /** @param {1 | -1} step */
  zoomStep(step) {
    const now = this.pages.scale;
    const next = step > 0 ? ZOOMS.find((z) => z > now + 0.01) : ZOOMS.filter((z) => z < now - 0.01).at(-1);
    if (next) this.zoom(next);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (isComposing(event)) return;
    const at = /** @type {HTMLElement} */ (event.target);
    const box = this.pages.box;
    const typing = at.tagName === "INPUT" || at.tagName === "SELECT";
    /** @type {Record<string, () => void>} */
    const acts = {
      PageDown: () => box.scrollBy({ top: box.clientHeight * 0.9 }),
      PageUp: () => box.scrollBy({ top: -box.clientHeight * 0.9 }),
      ...(at.tagName === "BUTTON" ? {} : { Enter: () => void this.print() }),
      ...(typing ? {} : {
        Home: () => this.pages.turnTo(1),
        End: () => this.pages.turnTo(Infinity),
        ArrowDown: () => box.scrollBy({ top: 60 }),
        ArrowUp: () => box.scrollBy({ top: -60 }),
        "+": () => this.zoomStep(1),
        "=": () => this.zoomStep(1),
        "-": () => this.zoomStep(-1),
        0: () => this.zoom(this.pages.fit("width")),
      }),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** The choices beside the pages. */
  choices() {
    const printers = this.setup?.printers;
    const own = this.pages?.pdf ? stockOf(this.pages.size) : undefined;
    const other = own && own.media !== this.media;
    return html`
      <label class="field"><span>打印机</span>
        <select name="printer" @change=${(/** @type {any} */ e) => { this.printer = e.target.value; }} ?disabled=${!printers?.length}>
          ${printers?.length ? printers.map((p) => html`<option value=${p} .selected=${p === this.printer}>${p}</option>`) : html`<option>${printers ? "没有找到打印机" : "正在查找……"}</option>`}
        </select></label>
      <label class="field"><span>纸张</span>
        <select name="media" @change=${(/** @type {any} */ e) => { this.media = e.target.value; this.usual(); this.draw(); }}>
          ${STOCKS.map((s) => html`<option value=${s.media} .selected=${s.media === this.media}>${s.name}</option>`)}
        </select>${other ? html`<small class="warn">这份单据是 ${own?.name}，照原大小打印，不缩放。</small>` : nothing}</label>
      <label class="field"><span>份数</span>
        <input class="money" name="copies" inputmode="numeric" autocomplete="off" .value=${this.copies} @input=${(/** @type {any} */ e) => { this.copies = e.target.value; }} /></label>
      ${printers && !printers.length ? html`<p class="muted">请检查打印机是否开机、接好；也可以先存为 PDF。</p>` : nothing}`;
  }

  /** Which page, how large. */
  sight() {
    const of = this.pages?.sheets.length ?? 0;
    const scale = Math.round((this.pages?.scale ?? 1) * 100);
    return html`
      <div class="sight">
        <span>${of ? html`第 <b>${this.page}</b> 页，共 ${of} 页` : "正在打开……"}</span>
        <span class="zoom">
          <button class="button" aria-label="缩小" @click=${() => this.zoomStep(-1)}>−</button>
          <span class="number" aria-live="polite">${scale}%</span>
          <button class="button" aria-label="放大" @click=${() => this.zoomStep(1)}>＋</button>
        </span>
        <button class="button quiet" @click=${() => this.zoom(this.pages.fit("width"))}>页宽</button>
        <button class="button quiet" @click=${() => this.zoom(this.pages.fit("whole"))}>整页</button>
      </div>`;
  }

  draw() {
    const several = this.handles.length > 1;
    this.dialog.setAttribute("aria-label", this.handle.name);
    render(
      html`
        <div class="pages" tabindex="0" role="document" aria-label="单据预览"></div>
        <aside>
          <h2>${this.handle.name.replace(/\.pdf$/, "")}</h2>
          ${several ? html`
            <div class="several"><span>第 <b>${this.at + 1}</b> 份，共 ${this.handles.length} 份</span>
              <button class="button" ?disabled=${this.at === 0} @click=${() => this.turn(this.at - 1)}>上一份</button>
              <button class="button next-paper" ?disabled=${this.at === this.handles.length - 1} @click=${() => this.turn(this.at + 1)}>下一份</button></div>` : nothing}
          ${this.sight()}
          ${this.choices()}
          ${this.error ? html`<p class="notice error" role="alert">${this.error}</p>` : nothing}
          <div class="paper-acts">
            <button class="button primary print" autofocus aria-disabled=${this.busy || !this.printer} @click=${() => this.print()}>${this.sent ? "再打印一次" : "打印"} <kbd>Enter</kbd></button>
            ${several ? html`<button class="button" aria-disabled=${this.busy || !this.printer} @click=${() => this.printAll()}>全部打印（${this.handles.length} 份）</button>` : nothing}
            <button class="button" @click=${() => this.save()}>存为 PDF……</button>
            <button class="button done" @click=${() => this.dialog.close()}>关闭 <kbd>Esc</kbd></button>
          </div>
          <p class="muted keys"><kbd>PageDown</kbd> 翻页　<kbd>+</kbd> <kbd>−</kbd> 缩放　<kbd>0</kbd> 页宽</p>
        </aside>`,
      this.dialog,
    );
  }
}

/**
 * Shows papers in the window: look, print, keep as PDF. Resolves when the person is done with them.
 * @param {PaperHandle[]} handles
 * @returns {Promise<void>}
 */
export function showPapers(handles) {
  return new Promise((resolve) => {
    const back = /** @type {HTMLElement | null} */ (document.activeElement);
    const viewer = new PaperViewer(handles);
    viewer.dialog.addEventListener("close", () => {
      viewer.pages.end();
      viewer.dialog.remove();
      back?.focus?.();
      resolve();
    });
    document.body.append(viewer.dialog);
    viewer.dialog.showModal();
    /** @type {HTMLElement | null} */ (viewer.dialog.querySelector(".print"))?.focus();
    viewer.listPrinters();
    viewer.turn(0);
  });
}
