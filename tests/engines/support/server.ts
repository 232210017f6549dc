/** Serves a page with the engines on it, under the site's real policies. */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildSandbox, sandboxFileHeaders, typeOf } from "../../../src/integrations/sandbox.ts";
import type { SandboxFiles } from "../../../src/sandbox/bundle.ts";
import {
  containerPolicyForHeader,
  containerPolicyForMeta,
  ISOLATED,
  policyForHeader,
  policyForMeta,
} from "../../../src/site/csp.ts";

const PAGE = { "Content-Security-Policy": policyForHeader };
const LAB = { "Content-Security-Policy": containerPolicyForHeader, ...ISOLATED };
const metaOf = (policy: string) => `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
const ISOLATE = fileURLToPath(new URL("../../../public/lab/isolate.js", import.meta.url));

export interface ServerOptions {
  /** The only addresses from which the frame may start workers, as some browsers have it. */
  readonly workers?: "data:";
  /** Serve the page as labs are: cross-origin isolated, and allowed to load the container's runtime. */
  readonly isolated?: boolean;
  /** Send no headers, as some hosts: a page that is to be isolated has them added by the lab's service worker. */
  readonly bare?: boolean;
  /** Answers what is asked of the server besides; returns whether it does. */
  readonly besides?: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
}

export interface PageServer {
  /** The page's address. */
  readonly url: string;
  readonly frame: SandboxFiles;
  close(): Promise<void>;
}

export async function servePage(options: ServerOptions = {}): Promise<PageServer> {
  const { frame, files, places } = await buildSandbox((path) => `/${path}`);
  const script = await bundlePage(places);
  const allow = (text: string) =>
    options.workers ? text.replace("worker-src blob: data:", `worker-src ${options.workers}`) : text;
  const policy = allow(frame.policy);
  const folder = options.isolated && options.bare ? "lab/" : "";
  const isolate = await readFile(ISOLATE);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname.slice(1);
    const answer = (body: string | Buffer, type: string, headers: Readonly<Record<string, string>> = {}) => {
      response.writeHead(200, { "Content-Type": type, ...(!options.bare && headers) }).end(body);
    };
    if (files.has(path)) {
      const text = files.get(path)!;
      answer(path.endsWith(".html") ? allow(text) : text, typeOf(path), sandboxFileHeaders(path, policy));
    } else if (path === "page.js") answer(script, "text/javascript");
    else if (path === "lab/isolate.js") answer(isolate, "text/javascript");
    else if (path === folder)
      answer(
        `<!doctype html>${metaOf(options.isolated ? containerPolicyForMeta : policyForMeta)}<title>Engine</title><script type="module" src="/page.js"></script>`,
        "text/html",
        options.isolated ? LAB : PAGE,
      );
    else if (options.besides?.(request, response) !== true) response.writeHead(404).end();
  });
  const url = (await listen(server)) + folder;
  return {
    url,
    frame,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, () => {
      resolve(`http://localhost:${(server.address() as AddressInfo).port}/`);
    });
  });
}

async function bundlePage(places: ImportMetaEnv["SANDBOX"]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("./page-script.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    define: { "import.meta.env.SANDBOX": JSON.stringify(places) },
    logLevel: "silent",
  });
  return outputFiles[0]!.text;
}
