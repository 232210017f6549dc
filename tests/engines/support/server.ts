/** Serves a page with the engines on it, under the site's real policies. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildSandbox, frameHeaders, typeOf } from "../../../src/integrations/sandbox.ts";
import type { SandboxFiles } from "../../../src/sandbox/bundle.ts";
import { CONTAINER_SOURCES, ISOLATED, policyForHeader } from "../../../src/site/csp.ts";

const PAGE = { "Content-Security-Policy": policyForHeader };
const LAB = {
  "Content-Security-Policy": `${policyForHeader}; frame-src 'self' ${CONTAINER_SOURCES}; connect-src 'self' ${CONTAINER_SOURCES}`,
  ...ISOLATED,
};

export interface ServerOptions {
  /** The only addresses from which the frame may start workers, as some browsers have it. */
  readonly workers?: "data:";
  /** Serve the page as labs are: cross-origin isolated, and allowed to load the container's runtime. */
  readonly isolated?: boolean;
}

export interface PageServer {
  readonly url: string;
  readonly frame: SandboxFiles;
  close(): Promise<void>;
}

export async function servePage(options: ServerOptions = {}): Promise<PageServer> {
  const { frame, files, places } = await buildSandbox((path) => `/${path}`);
  const script = await bundlePage(places);
  const allow = (text: string) =>
    options.workers ? text.replace("worker-src blob: data:", `worker-src ${options.workers}`) : text;
  const served = { policy: allow(frame.policy), html: allow(frame.html) };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/sandbox/frame.html") {
      response
        .writeHead(200, { ...frameHeaders(served.policy), "Content-Type": "text/html" })
        .end(served.html);
    } else if (files.has(pathname.slice(1))) {
      response.writeHead(200, { "Content-Type": typeOf(pathname) }).end(files.get(pathname.slice(1)));
    } else if (pathname === "/page.js") {
      response.writeHead(200, { "Content-Type": "text/javascript" }).end(script);
    } else if (pathname === "/") {
      response.writeHead(200, { "Content-Type": "text/html", ...(options.isolated ? LAB : PAGE) });
      response.end('<!doctype html><title>Engine</title><script type="module" src="/page.js"></script>');
    } else {
      response.writeHead(404).end();
    }
  });
  const url = await listen(server);
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
