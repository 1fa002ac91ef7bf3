import { showPapers } from "../../components/paper.js";
import { toast } from "../../components/toast.js";

/** Makes a paper and shows it; says why when it cannot be made. @param {() => Promise<import("../../ipc/types/wire").PaperHandle>} make */
export async function showPaper(make) {
  try {
    await showPapers([await make()]);
  } catch (refused) {
    toast(/** @type {Error} */ (refused).message);
  }
}
