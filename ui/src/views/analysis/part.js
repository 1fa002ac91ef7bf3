import { ZfElement } from "../../components/element.js";
import { printed } from "./shared.js";

/** A part of 分析 that prints what it shows; a refusal stands in its `error`. */
export class AnalysisPart extends ZfElement {
  constructor() {
    super();
    /** @type {unknown} */ this.error = undefined;
  }

  /** @param {() => Promise<import("../../ipc/types/wire").PaperHandle>} make */
  async print(make) {
    try {
      await printed(make);
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
  }
}
