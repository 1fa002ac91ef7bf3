import { html, render } from "lit";
import { toast } from "./toast.js";
import * as papers from "../ipc/papers.js";

/** The viewer of PDFs is large; it is loaded with the first paper. */
const pdfjs = async () => {
  const lib = await import("pdfjs-dist");
  lib.GlobalWorkerOptions.workerPort ??= new Worker(new URL("pdfjs-dist/build/pdf.worker.mjs", import.meta.url), { type: "module" });
  return lib;
};

/** @param {HTMLElement} box @param {ArrayBuffer} bytes */
async function drawPages(box, bytes) {
  const { getDocument } = await pdfjs();
  const pdf = await getDocument({ data: new Uint8Array(bytes), isEvalSupported: false }).promise;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const viewport = page.getViewport({ scale: 1.5 * devicePixelRatio });
    const canvas = document.createElement("canvas");
    canvas.width = viewport.width;
    canvas.height = viewport.height;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `第 ${number} 页，共 ${pdf.numPages} 页`);
    box.append(canvas);
    await page.render({ canvas, canvasContext: /** @type {any} */ (canvas.getContext("2d")), viewport }).promise;
  }
}

/**
 * Shows papers in the window: look, print, keep as PDF. Resolves when the person is done with them.
 * @param {import("../ipc/types/wire").PaperHandle[]} handles
 * @returns {Promise<void>}
 */
export function showPapers(handles) {
  return new Promise((resolve) => {
    const back = /** @type {HTMLElement | null} */ (document.activeElement);
    const dialog = document.createElement("dialog");
    dialog.className = "paper";
    let at = 0;
    let error = "";
    /** @type {string[]} */ let printers = [];
    const turn = async (/** @type {number} */ to) => {
      at = to;
      error = "";
      draw();
      const box = /** @type {HTMLElement} */ (dialog.querySelector(".pages"));
      box.replaceChildren();
      try {
        await drawPages(box, await papers.bytes(handles[at].id));
      } catch (failed) {
        error = /** @type {Error} */ (failed).message;
        draw();
      }
    };
    /** @param {() => Promise<unknown>} act */
    const tried = async (act) => {
      try {
        await act();
        error = "";
      } catch (refused) {
        error = /** @type {Error} */ (refused).message;
      }
      draw();
    };
    const print = () => tried(async () => {
      const chosen = /** @type {HTMLSelectElement | null} */ (dialog.querySelector("[name=printer]"));
      await papers.print(handles[at].id, { printer: chosen?.value ?? "", copies: 1, media: "A4" });
      toast("已送打印机");
    });
    const save = () => tried(async () => {
      const path = await papers.save(handles[at].id);
      if (path) toast(`已存为 ${path}`);
    });
    const draw = () =>
      render(
        html`
          <header>
            <h2>${handles[at].name}</h2>
            ${handles.length > 1 ? html`<span class="muted">${at + 1} / ${handles.length}</span>
              <button class="button" ?disabled=${at === 0} @click=${() => turn(at - 1)}>上一份</button>
              <button class="button" ?disabled=${at === handles.length - 1} @click=${() => turn(at + 1)}>下一份</button>` : ""}
            <div class="actions">
              <select name="printer" aria-label="打印机">${printers.map((p) => html`<option>${p}</option>`)}</select>
              <button class="button primary" autofocus @click=${print}>打印 <kbd>Enter</kbd></button>
              <button class="button" @click=${save}>存为 PDF</button>
              <button class="button" @click=${() => dialog.close()}>关闭 <kbd>Esc</kbd></button>
            </div>
          </header>
          ${error ? html`<p class="notice error" role="alert">${error}</p>` : ""}
          <div class="pages" tabindex="0"></div>`,
        dialog,
      );
    dialog.addEventListener("close", () => {
      dialog.remove();
      back?.focus?.();
      resolve();
    });
    draw();
    document.body.append(dialog);
    dialog.showModal();
    papers.printers().then((found) => {
      printers = found;
      draw();
    });
    turn(0);
  });
}
