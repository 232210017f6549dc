/** Builds what the engines load: the guest with the runtime in it, and the worker engine's frame around it. */
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions, type Plugin } from "esbuild";

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** The guest as a script for a Node worker thread. */
export function bundleNodeGuest(): Promise<string> {
  return bundle(here("guest/node.ts"), { format: "cjs", platform: "node" });
}

export interface FrameFile {
  readonly html: string;
  /** The policy under which the document lives. It is in the document; a host that can should also send it as a header. */
  readonly policy: string;
}

/** The frame of the worker engine: one HTML file that holds everything and loads nothing. */
export async function bundleFrame(): Promise<FrameFile> {
  const guest = await bundle(here("guest/worker.ts"), { format: "iife" });
  const code = await bundle(here("engines/worker/frame.ts"), {
    format: "iife",
    define: { GUEST: JSON.stringify(`${guest}\n//# sourceURL=guest.js`) },
    inject: [],
  });
  // In a string these mean the same; in a document they would end the script.
  const script = code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
  const hash = createHash("sha256").update(script).digest("base64");
  const policy = [
    "default-src 'none'",
    // blob: are the reader's modules; data: stands in for it where blob: workers are refused.
    `script-src 'sha256-${hash}' blob: data:`,
    "worker-src blob: data:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="robots" content="noindex">
<title>Sandbox</title>
<body><script>${script}</script></body>
</html>
`;
  return { html, policy };
}

async function bundle(entry: string, options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    mainFields: ["module", "main"],
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    inject: [here("guest/natives.ts")],
    plugins: [onlyTypeScript],
    ...options,
  });
  return outputFiles![0]!.text;
}

/** Parts of sucrase (and of its source maps) that a sample never needs: they make way for an empty class, and the guest shrinks by 15 kB. */
const UNUSED =
  /\/(CJSImport\w+|JestHoistTransformer|JSXTransformer|ReactDisplayNameTransformer|ReactHotLoaderTransformer|FlowTransformer|NumericSeparatorTransformer|OptionalCatchBindingTransformer|OptionalChainingNullishTransformer|formatTokens|flow|plugins\/jsx\/\w+|Options|trace-mapping)$/;

const onlyTypeScript: Plugin = {
  name: "only-typescript",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: UNUSED }, ({ path, importer }) =>
      /sucrase|gen-mapping/.test(importer) ? { path, namespace: "unused", sideEffects: false } : undefined,
    );
    // CommonJS, because it then has whatever name is imported. The one function of these that is called checks options.
    const contents = "module.exports = class { static validateOptions() {} };";
    onLoad({ filter: /.*/, namespace: "unused" }, () => ({ contents, loader: "js" }));
  },
};
