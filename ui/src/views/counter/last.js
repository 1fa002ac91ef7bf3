import { go } from "../../lib/router.js";

let room = "";

/** Remembers the home that is open, so that coming back from another part of the counter opens it again. @param {string} open */
export const remember = (open) => {
  room = open;
};

/** Back to the desk and to the home that was open. */
export const back = () => (room ? go("counter", room) : go("counter"));
