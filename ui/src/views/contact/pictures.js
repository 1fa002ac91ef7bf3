import { html, nothing } from "lit";
import { ask } from "../../components/dialog.js";
import { showPapers } from "../../components/paper.js";
import { toast } from "../../components/toast.js";
import * as contact from "../../ipc/contact.js";

/** @typedef {import("../../ipc/types/contact/words").PictureView} Picture */

/** Shows a photo, or a scan as a paper. @param {Picture} picture */
async function show(picture) {
  try {
    if (picture.name.toLowerCase().endsWith(".pdf")) return await showPapers([await contact.scan(picture.id)]);
    const url = URL.createObjectURL(new Blob([await contact.picture(picture.id)], { type: "image/jpeg" }));
    await ask({
      title: picture.name,
      body: () => html`<img class="photo" src=${url} alt=${picture.name} />`,
      actions: (close) => html`<button class="button" autofocus @click=${() => close()}>返回 <kbd>Esc</kbd></button>`,
    });
    URL.revokeObjectURL(url);
  } catch (refused) {
    toast(/** @type {Error} */ (refused).message);
  }
}

/** Links to photos and scans. @param {Picture[]} pictures */
export const pictureLinks = (pictures) => (pictures.length ? html`${pictures.map((p) => html`<button class="link" title=${p.name} @click=${(/** @type {Event} */ e) => { e.stopPropagation(); show(p); }}>${p.name.toLowerCase().endsWith(".pdf") ? "扫描件" : "照片"}</button> `)}` : nothing);
