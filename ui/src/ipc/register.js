import { call } from "./index.js";

/** @returns {Promise<import("./types/register").HomeLine[]>} */
export const homes = () => call("register_homes");
