import { call } from "./index.js";

/** @returns {Promise<import("./types/home").DashboardView>} */
export const dashboard = () => call("home_dashboard");
