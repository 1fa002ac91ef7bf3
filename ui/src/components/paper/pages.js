// The pages of a PDF, one below the other. Only pages in or near sight are drawn; pages far away are given back.

import workerUrl from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";

/** Pixels of the screen a point of the paper takes at 100 %. */
const PER_POINT = 96 / 72;
/** What a canvas may hold, so that one page at 400 % does not take all memory. */
const MOST_PIXELS = 16e6;

/** The viewer of PDFs is large; it is loaded with the first paper. */
const pdfjs = async () => {
  const lib = await import("pdfjs-dist/legacy/build/pdf.mjs");
  lib.GlobalWorkerOptions.workerSrc = workerUrl;
  return lib;
};

/** @typedef {{ width: number, height: number }} PageSize points */

/** A strip of pages in a scrolling box. */
export class Pages {
  /** @param {HTMLElement} box @param {(page: number) => void} onPage told which page is in sight */
  constructor(box, onPage) {
    this.box = box;
    this.scale = 1;
    /** @type {HTMLElement[]} */ this.sheets = [];
    /** @type {PageSize} */ this.size = { width: 595, height: 842 };
    /** @type {Map<HTMLElement, { cancel: () => void }>} */ this.drawing = new Map();
    /** @type {any} */ this.pdf = undefined;
    /** @type {any} */ this.task = undefined;
    this.sight = new IntersectionObserver((seen) => seen.forEach((one) => this.look(one)), { root: box, rootMargin: "80% 0px" });
    const told = () => onPage(this.current());
    box.addEventListener("scroll", told, { passive: true });
    this.leave = () => box.removeEventListener("scroll", told);
  }

  /** Opens a PDF in place of the one there. @param {ArrayBuffer} bytes */
  async open(bytes) {
    this.close();
    const { getDocument } = await pdfjs();
    const task = getDocument({ data: new Uint8Array(bytes), isEvalSupported: false, useWasm: false, useSystemFonts: false });
    this.task = task;
    const pdf = await task.promise;
    if (this.task !== task) return;
    this.pdf = pdf;
    const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
    this.size = { width, height };
    this.sheets = Array.from({ length: pdf.numPages }, (_, n) => this.sheet(n + 1, pdf.numPages));
    this.sheets.forEach((sheet) => this.measure(sheet, this.size));
    this.box.replaceChildren(...this.sheets);
    this.box.scrollTop = 0;
    this.sheets.forEach((sheet) => this.sight.observe(sheet));
  }

  /** @param {number} number @param {number} of */
  sheet(number, of) {
    const sheet = document.createElement("div");
    sheet.className = "sheet";
    sheet.dataset.page = String(number);
    sheet.setAttribute("role", "img");
    sheet.setAttribute("aria-label", `第 ${number} 页，共 ${of} 页`);
    return sheet;
  }

  /** @param {HTMLElement} sheet @param {PageSize} size */
  measure(sheet, size) {
    sheet.style.width = `${Math.floor(size.width * PER_POINT * this.scale)}px`;
    sheet.style.height = `${Math.floor(size.height * PER_POINT * this.scale)}px`;
  }

  /** @param {IntersectionObserverEntry} seen */
  look(seen) {
    const sheet = /** @type {HTMLElement} */ (seen.target);
    if (seen.isIntersecting) this.draw(sheet);
    else this.giveBack(sheet);
  }

  /** @param {HTMLElement} sheet */
  async draw(sheet) {
    if (this.drawing.has(sheet) || sheet.firstChild) return;
    const job = { cancelled: false, cancel: () => { job.cancelled = true; } };
    this.drawing.set(sheet, job);
    try {
      const page = await this.pdf.getPage(Number(sheet.dataset.page));
      if (job.cancelled) return;
      const plain = page.getViewport({ scale: 1 });
      this.measure(sheet, plain);
      const wish = this.scale * PER_POINT * devicePixelRatio;
      const viewport = page.getViewport({ scale: Math.min(wish, Math.sqrt(MOST_PIXELS / (plain.width * plain.height))) });
      const canvas = document.createElement("canvas");
      canvas.width = Math.floor(viewport.width);
      canvas.height = Math.floor(viewport.height);
      const render = page.render({ canvas, viewport });
      job.cancel = () => {
        job.cancelled = true;
        render.cancel();
      };
      await render.promise;
      if (!job.cancelled) sheet.replaceChildren(canvas);
    } catch (failed) {
      if (!job.cancelled) throw failed;
    } finally {
      if (this.drawing.get(sheet) === job) this.drawing.delete(sheet);
    }
  }

  /** @param {HTMLElement} sheet */
  giveBack(sheet) {
    this.drawing.get(sheet)?.cancel();
    this.drawing.delete(sheet);
    sheet.replaceChildren();
  }

  /** Shows the pages larger or smaller; the page in sight stays in sight. @param {number} scale */
  zoom(scale) {
    if (!this.pdf || scale === this.scale) return;
    const at = this.box.scrollTop / Math.max(1, this.box.scrollHeight);
    this.scale = scale;
    this.sheets.forEach((sheet) => {
      this.sight.unobserve(sheet);
      this.giveBack(sheet);
      this.measure(sheet, this.size);
    });
    this.box.scrollTop = at * this.box.scrollHeight;
    this.sheets.forEach((sheet) => this.sight.observe(sheet));
  }

  /** The scale at which a page is as wide as the box, or is seen whole. @param {"width" | "whole"} what */
  fit(what) {
    const [width, height] = [this.box.clientWidth - 32, this.box.clientHeight - 32].map((space) => space / PER_POINT);
    const wide = width / this.size.width;
    const scale = what === "width" ? Math.min(wide, 1.5) : Math.min(wide, height / this.size.height);
    return Math.max(0.1, scale);
  }

  /** The page that fills most of the sight, from 1. */
  current() {
    const middle = this.box.scrollTop + this.box.clientHeight / 2;
    const at = this.sheets.findIndex((sheet) => sheet.offsetTop + sheet.offsetHeight >= middle);
    return at < 0 ? Math.max(1, this.sheets.length) : at + 1;
  }

  /** @param {number} page */
  turnTo(page) {
    const sheet = this.sheets[Math.min(Math.max(page, 1), this.sheets.length) - 1];
    if (sheet) this.box.scrollTop = sheet.offsetTop - 8;
  }

  /** Gives everything back. */
  close() {
    this.sheets.forEach((sheet) => {
      this.sight.unobserve(sheet);
      this.giveBack(sheet);
    });
    this.sheets = [];
    this.box.replaceChildren();
    void this.task?.destroy();
    this.task = undefined;
    this.pdf = undefined;
  }

  /** The strip is not needed any more. */
  end() {
    this.close();
    this.leave();
    this.sight.disconnect();
  }
}
