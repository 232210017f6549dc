/** Figures that pages quote: counted, never written down. */

/** How many samples the site publishes: files, and folders with a `main.ts`. */
export function countSamples(): number {
  const files = Object.keys(import.meta.glob("/content/*/*/samples/*.ts")).length;
  const folders = Object.keys(import.meta.glob("/content/*/*/samples/*/main.ts")).length;
  return files + folders;
}

/** How many behaviours are compared, line by line, with what real Erlang/OTP printed. */
export function countRecordings(): number {
  return Object.keys(import.meta.glob("/tests/conformance/recorded/*/*.out")).length;
}
