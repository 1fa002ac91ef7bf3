/** What vite answers for a file asked for by address, and for the pages of the guide. */
declare module "*?url" {
  const address: string;
  export default address;
}
declare module "pdfjs-dist/legacy/build/pdf.mjs" {
  export * from "pdfjs-dist";
}
interface ImportMeta {
  /** Files by a pattern, each loaded when it is asked for. */
  glob(pattern: string, options: { query: "?raw", import: "default" }): Record<string, () => Promise<string>>;
}
