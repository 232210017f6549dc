/**
 * The WebContainer engine, with the real client in real Chromium, against a host that speaks the runtime's protocol and
 * runs real Node (tests/support/container/host.ts says what that proves, and what it does not).
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { BrowserContext, Page, Route } from "playwright";
import type { Engine } from "../../src/sandbox/engine.ts";
import { orClose } from "../support/patience.ts";
import { hostContainers, type ContainerHost } from "../support/container/host.ts";
import { contract } from "./contract.ts";
import { observe } from "./support/observe.ts";
import { engineOn, type EngineServer, serveEngine } from "./support/page.ts";

interface Lab {
  readonly server: EngineServer;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly engine: Engine;
  close(): Promise<void>;
}

async function openLab(): Promise<Lab> {
  const server = await serveEngine({ isolated: true });
  return orClose(openLabOn(server), server.close);
}

async function openLabOn(server: EngineServer): Promise<Lab> {
  const context = await server.browser.newContext();
  const host: ContainerHost = await hostContainers(context);
  const page = await server.open(context);
  const engine = await engineOn(page, "webcontainer");
  return {
    server,
    context,
    page,
    engine,
    close: async () => {
      // A browser that is left open would keep the test from ending.
      await server.close();
      await host.close();
    },
  };
}

contract(
  "webcontainer",
  async () => {
    const lab = await openLab();
    await lab.engine.warm();
    return lab;
  },
  { world: "project" },
);

describe("webcontainer", () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(() => lab.close());

  test("a project has all of Node, and the packages of the runtime", async () => {
    const { lines, reason } = await observe(lab.engine, {
      "main.ts": `
        import { readFile, writeFile } from "node:fs/promises";
        import { spawn, receive, self, send } from "beamish";
        await writeFile("note.txt", "tea");
        const me = self();
        spawn(() => send(me, "from a process"));
        console.log(await receive(), await readFile("note.txt", "utf8"), process.argv0 !== "");`,
    });
    assert.deepEqual([lines, reason], [["from a process tea true"], "finished"]);
  });

  test("a package that is not installed is named", async () => {
    const { errors } = await observe(lab.engine, 'import _ from "lodash"; _();');
    assert.match(errors[0]!.message, /^Cannot find package 'lodash' imported from .*main\.(ts|js)$/);
  });

  test("a program that writes by itself is heard, and one that ends Node ends the run", async () => {
    const { lines, reason } = await observe(
      lab.engine,
      'process.stdout.write("raw\\n"); console.log("and not"); process.exit(3);',
    );
    assert.deepEqual(lines.slice(0, 2), ["raw", "and not"]);
    assert.match(lines[2]!, /Node ended with exit code 3/);
    assert.equal(reason, "error");
  });

  test("a server keeps the run alive until it is stopped", async () => {
    const abort = new AbortController();
    const { lines, reason } = await observe(
      lab.engine,
      `import { createServer } from "node:http";
      import { get } from "node:http";
      const server = createServer((_, response) => response.end("tea"));
      server.listen(0, () => get({ port: (server.address() as { port: number }).port }, (response) =>
        response.on("data", (data: Buffer) => console.log(String(data)))));`,
      {
        clock: "real",
        signal: abort.signal,
        onEvent: (event) => {
          if (event.type === "log") abort.abort();
        },
      },
    );
    assert.deepEqual([lines, reason], [["tea"], "aborted"]);
  });

  const ALONE = /cannot be reached, though this site can/;
  const OBSTACLES = [
    ["refused", "https://stackblitz.com/**", ALONE, (route: Route) => route.abort("connectionrefused")],
    [
      "blocked by an extension",
      "https://stackblitz.com/**",
      ALONE,
      (route: Route) => route.abort("blockedbyclient"),
    ],
    [
      "beyond a network that is gone",
      "**",
      /neither can this site/,
      (route: Route) => route.abort("internetdisconnected"),
    ],
  ] as const;
  for (const [how, where, said, answer] of OBSTACLES) {
    test(`a runtime that is ${how} is told of, soon`, async () => {
      const context = await lab.server.browser.newContext();
      const page = await lab.server.open(context);
      const engine = await engineOn(page, "webcontainer");
      await context.route(where, answer);
      const { errors, reason, milliseconds } = await observe(engine, 'console.log("x");');
      assert.equal(reason, "engine_failed");
      assert.match(errors[0]!.message, said);
      assert.ok(milliseconds < 10_000);
      await context.close();
    });
  }

  test("a page that is not isolated is told so at once", async (t) => {
    const plain = await serveEngine();
    t.after(() => plain.close());
    const engine = await engineOn(await plain.open(), "webcontainer");
    const { errors, reason } = await observe(engine, 'console.log("x");');
    assert.match(errors[0]!.message, /not isolated/);
    assert.equal(reason, "engine_failed");
  });
});
