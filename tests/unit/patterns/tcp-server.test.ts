/** The TCP server over real sockets of this machine. */
import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { test } from "node:test";
import {
  ArgumentError,
  GenServer,
  Process,
  StartError,
  Supervisor,
  receive,
  self,
  send,
  type Pid,
} from "beamish";
import { TcpServer } from "beamish/patterns";

const HOST = "127.0.0.1";

/** Answers each line with its length; `crash` crashes, `bye` ends. Tells `owner` what becomes of it. */
const Lines = (owner: Pid): TcpServer.Module<string> => ({
  init(connection) {
    send(owner, ["connected", self(), connection.remoteAddress]);
    return ["ok", ""];
  },
  handleData(data, connection, rest) {
    const lines = (rest + new TextDecoder().decode(data)).split("\n");
    for (const line of lines.slice(0, -1)) {
      if (line === "crash") throw new Error("crashed by a client");
      if (line === "bye") connection.end();
      else connection.write(`${line.length}\n`);
    }
    return ["noreply", lines.at(-1)!];
  },
  handleInfo: (message, connection, rest) => (connection.write(`${String(message)}\n`), ["noreply", rest]),
  terminate: (reason) => send(owner, ["ended", self(), reason]),
});

const start = (more: Partial<TcpServer.Options> = {}) =>
  TcpServer.startLink({ net, host: HOST, module: Lines(self()), ...more });

async function connect(server: Pid): Promise<net.Socket> {
  const socket = net.connect(await TcpServer.port(server), HOST);
  socket.setEncoding("utf8");
  await once(socket, "connect");
  return socket;
}

async function ask(socket: net.Socket, line: string): Promise<string> {
  socket.write(`${line}\n`);
  const [answer] = (await once(socket, "data")) as [string];
  return answer;
}

/** The process of the connection that came last. */
const connected = async (): Promise<Pid> => (await receive<[string, Pid, string]>(["connected"]))[1];

test("each connection has its own process and state, and ends with its socket", async () => {
  const server = await start();
  const [one, two] = [await connect(server), await connect(server)];
  const [first, second] = [await connected(), await connected()];
  assert.notEqual(first, second);
  one.write("half a ");
  assert.equal(await ask(two, "four"), "4\n");
  assert.equal(await ask(one, "line"), "11\n");
  assert.equal(await TcpServer.connections(server), 2);
  send(first, "told");
  assert.deepEqual(await once(one, "data"), ["told\n"]);
  one.end();
  assert.deepEqual(await receive(["ended", first]), ["ended", first, "normal"]);
  two.write("bye\n");
  await once(two, "close");
  await receive(["ended", second]);
  assert.equal(await TcpServer.connections(server), 0);
  await TcpServer.stop(server);
});

test("a connection that crashes is closed, and the others go on", async () => {
  const server = await start();
  const [bad, good] = [await connect(server), await connect(server)];
  bad.on("error", () => undefined);
  bad.write("crash\n");
  await once(bad, "close");
  assert.equal(await ask(good, "still here"), "10\n");
  const killed = await connect(server);
  await connected();
  await connected();
  const pid = await connected();
  Process.exit(pid, "kill");
  await once(killed, "close");
  assert.equal(await ask(good, "here"), "4\n");
  good.destroy();
  await TcpServer.stop(server);
});

test("stop closes what listens and what is connected", async () => {
  const server = await start();
  const port = await TcpServer.port(server);
  const socket = await connect(server);
  const pid = await connected();
  const closed = once(socket, "close");
  await TcpServer.stop(server);
  await closed;
  assert.equal(Process.alive(pid), false);
  const refused = net.connect(port, HOST);
  const [error] = (await once(refused, "error")) as [Error & { code: string }];
  assert.equal(error.code, "ECONNREFUSED");
});

test("a listener that ends is started again on its port; connections stay", async () => {
  const probe = await start();
  const port = await TcpServer.port(probe);
  await TcpServer.stop(probe);
  const server = await start({ port });
  const before = await connect(server);
  await connected();
  const [, listener] = await Supervisor.whichChild(server, "listener");
  const monitor = Process.monitor(listener as Pid);
  Process.exit(listener as Pid, "kill");
  await receive(["DOWN", monitor]);
  assert.equal(await TcpServer.port(server), port);
  const after = await connect(server);
  assert.equal(await ask(after, "new"), "3\n");
  assert.equal(await ask(before, "older"), "5\n");
  before.destroy();
  after.destroy();
  await TcpServer.stop(server);
});

test("connections beyond the most there can be are closed at once", async () => {
  const server = await start({ maxConnections: 1 });
  const one = await connect(server);
  await connected();
  const two = await connect(server);
  await once(two.resume(), "close");
  assert.equal(await ask(one, "first"), "5\n");
  one.destroy();
  await TcpServer.stop(server);
});

test("more connections than acceptors all get their turn", async () => {
  const server = await start({ acceptors: 2 });
  const sockets = await Promise.all(Array.from({ length: 20 }, () => connect(server)));
  assert.deepEqual(
    await Promise.all(sockets.map((socket, i) => ask(socket, "x".repeat(i)))),
    sockets.map((_, i) => `${i}\n`),
  );
  for (const socket of sockets) socket.destroy();
  await TcpServer.stop(server);
});

test("a port that is taken is told with the network's reason", async () => {
  const taken = net.createServer().listen(0, HOST);
  await once(taken, "listening");
  const { port } = taken.address() as net.AddressInfo;
  Process.flag("trap_exit", true);
  try {
    await start({ port });
    assert.fail("it listens");
  } catch (error) {
    assert.ok(error instanceof StartError);
    assert.deepEqual(error.reason, ["shutdown", ["failed_to_start_child", "listener", "eaddrinuse"]]);
  }
  Process.flag("trap_exit", false);
  taken.close();
});

test("it can be a child like any other", async () => {
  const options: TcpServer.Options = { net, host: HOST, module: Lines(self()), name: "tcp" };
  const sup = await Supervisor.startLink([[TcpServer, options]], { strategy: "one_for_one" });
  const socket = await connect(GenServer.whereis("tcp")!);
  assert.equal(await ask(socket, "hi"), "2\n");
  socket.destroy();
  await Supervisor.stop(sup);
});

test("bad input is refused where it is given", () => {
  const bad = (options: object, message: RegExp) =>
    assert.throws(
      () => TcpServer.startLink({ net, module: Lines(self()), ...options }),
      (error) => error instanceof ArgumentError && message.test(error.message),
    );
  bad({ net: undefined }, /`net`: a network/);
  bad({ module: { init: () => 1 } }, /`module`: a module with init and handleData/);
  bad({ port: 70000 }, /`port`: a whole number from 0 to 65535, got 70000/);
  bad({ acceptors: 0 }, /`acceptors`: a whole number from 1, got 0/);
});
