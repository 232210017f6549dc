/** TCP: what `node:net` does, on real sockets and on the loopback network of a closed world. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Run } from "../support/observe.ts";

/** A server that is told of, and a client of it. Real programs listen on a port of 0, so they meet no other program. */
export const BETWEEN = `
  import net from "node:net";
  const listening = (server: net.Server) => new Promise<number>((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve((server.address() as net.AddressInfo).port)));
  const event = (on: { once(event: string, listener: (what: unknown) => void): unknown }, name: string) =>
    new Promise<unknown>((resolve) => on.once(name, resolve));
`;

interface Conversation {
  readonly title: string;
  readonly source: string;
  readonly lines: readonly string[];
}

export const CONVERSATIONS: readonly Conversation[] = [
  {
    title: "an echo server and a protocol of lines, in pieces of any size",
    source: `
      const server = net.createServer({ segments: 5 }, (socket) => {
        let rest = "";
        socket.setEncoding("utf8");
        socket.write("welcome\\n");
        socket.on("data", (text: string) => {
          const lines = (rest + text).split("\\n");
          rest = lines.pop()!;
          for (const line of lines) line === "quit" ? socket.end("bye\\n") : socket.write(\`you said \${line}\\n\`);
        });
      });
      const client = net.connect({ port: await listening(server), host: "127.0.0.1", segments: 3 });
      client.setEncoding("utf8");
      client.write("tea\\ncaf");
      client.write("é\\n€ 5\\nquit\\n");
      let heard = "";
      for await (const text of client) heard += text;
      console.log(heard);
      server.close(() => console.log("closed"));`,
    lines: ["welcome\nyou said tea\nyou said café\nyou said € 5\nbye\n", "closed"],
  },
  {
    title: "events come in Node's order, and say what Node says",
    source: `
      const server = net.createServer((socket) => {
        console.log("connection", socket.readyState);
        socket.on("data", (data) => {
          console.log("server: data", String(data), data instanceof Uint8Array);
          if (String(data) === "early") socket.write("hello");
        });
        socket.on("end", () => console.log("server: end"));
        socket.on("close", (failed) => console.log("server: close", failed));
      });
      const port = await listening(server);
      const client = net.connect(port, "127.0.0.1", () => console.log("listener"));
      for (const name of ["connect", "ready", "end", "close", "finish"])
        client.on(name, (what?: boolean) => console.log("client:", name, what));
      console.log(client.connecting, client.pending, client.readyState, client.write("early"));
      console.log("client: data", String(await event(client, "data")));
      console.log(client.readyState, client.remotePort === port, client.remoteAddress, client.remoteFamily);
      client.end("bye", () => console.log("ended"));
      console.log(client.readyState, client.bytesWritten);
      await event(client, "close");
      console.log(client.readyState, client.destroyed, client.bytesRead);
      server.close();
      await event(server, "close");
      console.log(server.listening, server.address());`,
    lines: [
      "true true opening true",
      "connection open",
      "listener",
      "client: connect undefined",
      "client: ready undefined",
      "server: data early true",
      "client: data hello",
      "open true 127.0.0.1 IPv4",
      "readOnly 8",
      "ended",
      "client: finish undefined",
      "server: data bye true",
      "server: end",
      "server: close false",
      "client: end undefined",
      "client: close false",
      "closed true 5",
      "false null",
    ],
  },
  {
    title: "who writes faster than the other one reads is told to wait, and when to go on",
    source: `
      const server = net.createServer({ pauseOnConnect: true });
      const port = await listening(server);
      const client = net.connect(port, "127.0.0.1");
      const reader = (await event(server, "connection")) as net.Socket;
      const piece = new Uint8Array(1_000_000).fill(7);
      let pieces = 1;
      while (pieces < 40 && client.write(piece)) pieces += 1;
      console.log(client.writableNeedDrain, client.writableLength > 0);
      for (; pieces < 40; pieces += 1) client.write(piece);
      let drains = 0, heard = 0;
      client.on("drain", () => (drains += 1));
      reader.on("data", (data) => { heard += data.length; });
      await new Promise((resolve) => setTimeout(resolve, 20));
      console.log("nothing is read before resume:", heard, drains);
      reader.resume();
      client.end();
      await event(reader, "end");
      console.log(heard, client.writableLength, client.bytesWritten);
      server.close();`,
    lines: ["true true", "nothing is read before resume: 0 0", "40000000 0 40000000"],
  },
  {
    title: "a side that has ended can still be written to, if it was asked for",
    source: `
      const server = net.createServer({ allowHalfOpen: true }, (socket) => {
        let question = "";
        socket.on("data", (data) => (question += String(data)));
        socket.on("end", () => {
          console.log(socket.readyState);
          socket.write(question.toUpperCase());
          setTimeout(() => socket.end("!"), 10);
        });
      });
      const client = net.connect(await listening(server), "127.0.0.1");
      client.end("how much is the tea?");
      let answer = "";
      client.on("data", (data) => (answer += String(data)));
      await event(client, "close");
      console.log(answer);
      server.close();`,
    lines: ["writeOnly", "HOW MUCH IS THE TEA?!"],
  },
  {
    title: "a connection that is broken off, refused, or written to when it is over",
    source: `
      const told = async (socket: net.Socket | net.Server) => {
        const error = (await event(socket, "error")) as NodeJS.ErrnoException;
        return [error.code, error.syscall].join(" ");
      };
      const server = net.createServer();
      const port = await listening(server);
      const accepted = () => event(server, "connection") as Promise<net.Socket>;
      const first = net.connect(port, "127.0.0.1");
      const other = await accepted();
      other.resume();
      first.resetAndDestroy();
      console.log("reset:", await told(other), await event(other, "close"));
      const second = net.connect(port, "127.0.0.1");
      (await accepted()).resume();
      second.end();
      second.write("more");
      console.log("after the end:", await told(second));
      const open = net.connect({ port, host: "127.0.0.1", allowHalfOpen: true });
      (await accepted()).destroy();
      open.resume();
      await event(open, "end");
      open.write("lost");
      setTimeout(() => open.write("and found out"), 20);
      console.log("the other one is gone:", await told(open));
      console.log("in use:", await told(net.createServer().listen(port, "127.0.0.1")));
      server.close();
      await event(server, "close");
      const refused = net.connect(port, "127.0.0.1");
      console.log("refused:", await told(refused), await event(refused, "close"));
      const never = new net.Socket();
      never.write("x");
      console.log("never connected:", await told(never));
      for (const attempt of [() => net.createServer().listen(70_000), () => net.createServer().listen(-1), () => net.connect({} as never)])
        try { attempt(); } catch (error) { console.log((error as NodeJS.ErrnoException).code); }
      server.close((error) => console.log((error as NodeJS.ErrnoException).code));`,
    lines: [
      "reset: ECONNRESET read true",
      "after the end: ERR_STREAM_WRITE_AFTER_END ",
      "the other one is gone: EPIPE write",
      "in use: EADDRINUSE listen",
      "refused: ECONNREFUSED connect true",
      "never connected: ERR_SOCKET_CLOSED ",
      "ERR_SOCKET_BAD_PORT",
      "ERR_SOCKET_BAD_PORT",
      "ERR_MISSING_ARGS",
      "ERR_SERVER_NOT_RUNNING",
    ],
  },
  {
    title: "a quiet connection can be timed, a full server drops, and one socket can be piped into another",
    source: `
      const server = net.createServer((socket) => { socket.pipe(socket); });
      const port = await listening(server);
      const client = net.connect(port, "127.0.0.1");
      client.write("there and back");
      console.log(String(await event(client, "data")));
      server.maxConnections = 1;
      const late = net.connect(port, "127.0.0.1");
      late.resume();
      await Promise.all([event(server, "drop"), event(late, "close")]);
      server.getConnections((_, count) => console.log("connections:", count));
      client.setTimeout(20, () => { console.log("quiet"); client.end(); });
      await event(client, "close");
      server.close();`,
    lines: ["there and back", "connections: 1", "quiet"],
  },
  {
    title: "a process hears of a socket by messages, and waits for one by a promise",
    source: `
      import { fromPromise, receive, self, send, spawnMonitor, type Pid } from "beamish";
      const ask = function* (port: number, owner: Pid) {
        const socket = net.connect(port, "127.0.0.1");
        const me = self();
        socket.setEncoding("utf8");
        socket.on("data", (text: string) => send(me, ["tcp", text]));
        socket.on("close", () => send(me, ["tcp_closed"]));
        yield* fromPromise(event(socket, "connect"));
        socket.end("ping");
        const [, text] = yield* receive<[string, string]>(["tcp"]);
        yield* receive(["tcp_closed"]);
        send(owner, text);
      };
      const server = net.createServer((socket) => {
        socket.on("data", (data) => socket.end(String(data).replace("i", "o")));
      });
      const port = await listening(server);
      const me = self();
      spawnMonitor(() => ask(port, me));
      console.log(await receive((message) => message === "pong"), (await receive<unknown[]>(["DOWN"])).at(-1));
      server.close();`,
    lines: ["pong normal"],
  },
  {
    title: "the supervised server of the patterns listens on it",
    source: `
      import { Process } from "beamish";
      import { TcpServer } from "beamish/patterns";
      const Lengths: TcpServer.Module<undefined> = {
        init: () => ["ok", undefined],
        handleData(data, connection) {
          const text = new TextDecoder().decode(data);
          if (text === "crash") throw new Error("crashed by a client");
          connection.write(\`\${text.length} characters\`);
          return ["noreply", undefined];
        },
      };
      Process.flag("trap_exit", true);
      const server = await TcpServer.startLink({ net, module: Lengths, host: "127.0.0.1" });
      const port = await TcpServer.port(server);
      const [one, two] = [net.connect(port, "127.0.0.1"), net.connect(port, "127.0.0.1")];
      one.write("four");
      console.log(String(await event(one, "data")));
      two.resume();
      two.on("error", () => {});
      two.write("crash");
      await event(two, "close");
      one.write("still here");
      console.log(String(await event(one, "data")), await TcpServer.connections(server));
      one.end();
      await event(one, "close");
      await TcpServer.stop(server);
      console.log("stopped");`,
    lines: ["4 characters", "10 characters 1", "stopped"],
  },
];

export function promiseNetwork(run: Run): void {
  for (const { title, source, lines } of CONVERSATIONS)
    test(`network: ${title}`, async () => {
      const observed = await run(BETWEEN + source, { clock: "real" });
      const own = observed.logs.filter(({ level }) => level === "log").map(({ text }) => text);
      assert.deepEqual([own, observed.errors], [lines, []]);
      assert.equal(observed.reason, "finished");
    });
}

/** What only a network has that begins and ends in the run. */
export function promiseLoopback(run: Run): void {
  test("network: under virtual time a conversation takes no time, and waiting for it takes what was asked", async () => {
    const { lines, milliseconds } = await run(
      `${BETWEEN}
      import { System } from "beamish";
      const server = net.createServer((socket) => {
        socket.setTimeout(60_000, () => socket.end("too slow"));
      });
      const client = net.connect(await listening(server), "127.0.0.1");
      const began = System.monotonicTime("millisecond");
      console.log(String(await event(client, "data")), System.monotonicTime("millisecond") - began);
      server.close();`,
    );
    assert.deepEqual(lines, ["too slow 60000"]);
    assert.ok(milliseconds < 10_000);
  });

  test("network: the seed decides in which pieces data comes, where random pieces are asked for", async () => {
    const source = `${BETWEEN}
      const server = net.createServer((socket) => socket.end("a long line that the network cuts into pieces"));
      const client = net.connect({ port: await listening(server), host: "127.0.0.1", segments: 9 });
      const pieces: string[] = [];
      for await (const piece of client) pieces.push(String(piece));
      console.log(pieces.join("|"));
      server.close();`;
    const [once, again, other] = [
      await run(source, { seed: 5 }),
      await run(source, { seed: 5 }),
      await run(source, { seed: 6 }),
    ];
    assert.equal(once.lines[0]!.replaceAll("|", ""), "a long line that the network cuts into pieces");
    assert.ok(once.lines[0]!.split("|").every((piece) => piece.length >= 1 && piece.length <= 9));
    assert.deepEqual(once.lines, again.lines);
    assert.notDeepEqual(once.lines, other.lines);
  });

  test("network: other machines are out of reach, and a wrong use is named", async () => {
    const { lines } = await run(`${BETWEEN}
      const far = net.connect(80, "example.com");
      console.log(((await event(far, "error")) as Error).message);
      for (const attempt of [
        () => net.connect({ port: 80, segments: 0 }),
        () => new net.Socket().setEncoding("morse" as never),
        () => new net.Socket().write(5 as never),
        () => net.createServer("tea" as never),
        () => net.connect({ path: "tea.sock" }),
      ])
        try { attempt(); } catch (error) { console.log((error as Error).message); }
    `);
    assert.deepEqual(lines, [
      "connect ENETUNREACH: a sample has no other machines than its own, 127.0.0.1; tried example.com:80",
      "Expected segments to be a number of bytes from 1, got 0.",
      "Unknown encoding: morse. Known here: utf8, utf-8, latin1, binary, ascii, hex.",
      'The "chunk" argument must be of type string or an instance of Uint8Array. Received number',
      'The "options" argument must be of type object. Received type string (tea)',
      "A sample has no files for sockets: connect to a port.",
    ]);
  });

  test("network: an error that nobody listens for is an error of the run, and a listener nobody can reach ends with it", async () => {
    const { errors, reason } = await run(`${BETWEEN}
      await listening(net.createServer());
      net.connect(1, "127.0.0.1");`);
    assert.match(errors[0]!.message, /^connect ECONNREFUSED 127\.0\.0\.1:1$/);
    assert.equal(reason, "error");
  });
}
