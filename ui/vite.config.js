import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  build: { outDir: "dist", emptyOutDir: true, target: "safari16", modulePreload: false, assetsInlineLimit: 0 },
  // The texts of the call card and the guide lie beside the page.
  server: { fs: { allow: [".."] } },
  test: { environment: "happy-dom", include: ["tests/**/*.test.js"] },
});
