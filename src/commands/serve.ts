/**
 * A static server for dist/ that behaves as a good host does: it applies the `_headers` file, compresses, answers
 * directory URLs with their index.html, and unknown ones with 404.html.
 */
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, sep } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".ics": "text/calendar; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".woff2": "font/woff2",
  ".xml": "application/xml; charset=utf-8",
};
const COMPRESSED = /^(text\/|application\/(json|xml|manifest)|image\/svg)/;

interface HeaderRule {
  readonly pattern: RegExp;
  readonly headers: readonly (readonly [string, string])[];
}

/** Read the `_headers` format of static hosts: a path pattern on a line, its headers indented below. */
export function parseHeaders(text: string): HeaderRule[] {
  const rules: { pattern: RegExp; headers: [string, string][] }[] = [];
  for (const line of text.split("\n")) {
    if (/^\s*(#|$)/.test(line)) continue;
    if (/^\S/.test(line)) {
      const source = line
        .trim()
        .split("*")
        .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
        .join(".*");
      rules.push({ pattern: new RegExp(`^${source}$`), headers: [] });
    } else {
      const at = line.indexOf(":");
      rules.at(-1)?.headers.push([line.slice(0, at).trim(), line.slice(at + 1).trim()]);
    }
  }
  return rules;
}

export interface StaticSite {
  /** Where the site answers, with its base path and a trailing slash. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serve a built site.
 * @param folder the folder that holds the build
 * @param options.port 0 picks a free port
 * @param options.orNextFree try the following ports when that one is taken
 * @param options.base the path below which the site lives, `/` if not given
 * @throws an error that says what to do when the folder does not hold a built site, or the port cannot be had
 */
export async function serve(
  folder: string,
  options: { port?: number; orNextFree?: boolean; base?: string } = {},
): Promise<StaticSite> {
  if (!existsSync(join(folder, "index.html")))
    throw new Error(
      `Expected a built site in ${folder}, found no index.html there. Run \`npm run build\` first.`,
    );
  const base = options.base ?? "/";
  const headersFile = join(folder, "_headers");
  const rules = existsSync(headersFile) ? parseHeaders(readFileSync(headersFile, "utf8")) : [];
  const server = createServer((request, response) => {
    answer(folder, base, rules, request, response);
  });
  let port = options.port ?? 0;
  for (;;) {
    try {
      await listen(server, port);
      break;
    } catch (error) {
      if (!options.orNextFree || (error as NodeJS.ErrnoException).code !== "EADDRINUSE")
        throw portError(port, error);
      port += 1;
    }
  }
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** What Node says of a port, in words that say what to do. */
function portError(port: number, error: unknown): Error {
  const { code } = error as NodeJS.ErrnoException;
  const words: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is in use by another program. Stop that program or choose another port.`,
    EACCES: `Port ${port} may not be opened by this user. Choose one above 1023.`,
  };
  return new Error(words[code ?? ""] ?? String(error), { cause: error });
}

/**
 * Read a port as somebody wrote it.
 * @throws when it is no whole number between 0 and 65535
 */
export function readPort(text: string): number {
  const port = Number(text);
  if (text.trim() !== "" && Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`Expected a port between 0 and 65535 in PORT, got ${JSON.stringify(text)}.`);
}

/**
 * Try a port out, before something that takes long.
 * @throws an error that says what to do when it cannot be had
 */
export async function expectFree(port: number): Promise<void> {
  const server = createServer();
  await listen(server, port).catch((error: unknown) => {
    throw portError(port, error);
  });
  await new Promise((resolve) => server.close(resolve));
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function answer(
  folder: string,
  base: string,
  rules: readonly HeaderRule[],
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const path = decodePath(request.url ?? "/");
  if (path === undefined) return void response.writeHead(400).end("Bad path");
  if (!path.startsWith(base)) return void response.writeHead(404).end(`Nothing outside ${base}`);
  const inside = path.slice(base.length - 1);
  if (isFolder(folder, inside) && !path.endsWith("/"))
    return void response.writeHead(301, { location: `${path}/` }).end();
  const asked = inside.endsWith("/") ? `${inside}index.html` : inside;
  const found = fileAt(folder, asked);
  const file = found ?? fileAt(folder, "/404.html");
  for (const rule of rules)
    if (rule.pattern.test(path)) for (const [name, value] of rule.headers) response.setHeader(name, value);
  if (file === undefined) return void response.writeHead(404).end("Not found");
  const type = TYPES[extname(file)] ?? "application/octet-stream";
  response.setHeader("content-type", type);
  response.statusCode = found === undefined ? 404 : 200;
  if (request.method === "HEAD") return void response.end();
  const compress = COMPRESSED.test(type) && /\bbr\b/.test(String(request.headers["accept-encoding"] ?? ""));
  if (!compress) {
    response.setHeader("content-length", statSync(file).size);
    createReadStream(file).pipe(response);
    return;
  }
  response.setHeader("content-encoding", "br");
  response.setHeader("vary", "accept-encoding");
  response.end(compressed(file));
}

/** Compressed bodies by file and time of change: a host compresses a file once, not for every reader. */
const bodies = new Map<string, Buffer>();

function compressed(file: string): Buffer {
  const key = `${file} ${statSync(file).mtimeMs}`;
  const known = bodies.get(key);
  if (known) return known;
  // Quality 5 is what hosts use for compressing on the fly.
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
  const body = brotliCompressSync(readFileSync(file), { params });
  bodies.set(key, body);
  return body;
}

function decodePath(url: string): string | undefined {
  try {
    return decodeURIComponent(new URL(url, "http://localhost").pathname);
  } catch {
    return undefined;
  }
}

/** The file that a URL path names, or undefined; never one outside the folder. */
function fileAt(folder: string, path: string): string | undefined {
  const file = normalize(join(folder, path));
  if (!file.startsWith(normalize(folder + sep))) return undefined;
  return existsSync(file) && statSync(file).isFile() ? file : undefined;
}

function isFolder(folder: string, path: string): boolean {
  const file = normalize(join(folder, path));
  return existsSync(file) && statSync(file).isDirectory();
}
