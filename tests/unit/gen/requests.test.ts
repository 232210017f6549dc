/** Requests that are sent now and answered later: one at a time, and in collections. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ArgumentError,
  GenEvent,
  GenServer,
  GenStateMachine,
  Process,
  receive,
  spawn,
  type Op,
  type Pid,
  type Term,
} from "beamish";
import { flush, run } from "../kernel/run.ts";

/** Answers after so many ms; a request that is no number is answered at once, or ends the server. */
const Slow: GenServer.Module<null> = {
  init: () => ["ok", null],
  *handleCall(request: Term, _from, state) {
    if (typeof request === "number") yield* Process.sleep(request);
    return request?.[0] === "stop" ? ["stop", request[1], state] : ["reply", request, state];
  },
};
const SlowMachine: GenStateMachine.Module = {
  callbackMode: "handle_event_function",
  init: () => ["ok", "s", null],
  *handleEvent(type, request: Term) {
    if (typeof request === "number") yield* Process.sleep(request);
    if (request?.[0] === "stop") return ["stop", request[1]];
    return ["keep_state_and_data", ["reply", (type as Term)[1], request]];
  },
};
const SlowHandler: GenEvent.Module<null> = {
  init: () => ["ok", null],
  *handleCall(request: Term, state) {
    if (typeof request === "number") yield* Process.sleep(request);
    return ["ok", request, state];
  },
};

function* startManager() {
  const manager = yield* GenEvent.start();
  yield* GenEvent.addHandler(manager, SlowHandler);
  return manager;
}

type Send = (server: Term, request: Term) => GenServer.RequestId;

const behaviours: readonly (readonly [string, () => Iterable<never, Pid, unknown> | Op<Pid>, Send])[] = [
  ["GenServer", () => GenServer.start(Slow), (server, request) => GenServer.sendRequest(server, request)],
  [
    "GenStateMachine",
    () => GenStateMachine.start(SlowMachine),
    (server, request) => GenStateMachine.sendRequest(server, request),
  ],
  [
    "GenEvent",
    startManager as never,
    (server, request) => GenEvent.sendRequest(server, SlowHandler, request),
  ],
];

for (const [behaviour, start, sendRequest] of behaviours) {
  test(`${behaviour}: a response by wait, receive and check; a late one only after wait`, async () => {
    await run(function* () {
      const server: Pid = yield* start() as Op<Pid>;
      const waited = sendRequest(server, "a");
      assert.deepEqual(yield* GenServer.waitResponse(waited, 100), ["reply", "a"]);
      const late = sendRequest(server, 50);
      assert.equal(yield* GenServer.waitResponse(late, 10), "timeout");
      assert.deepEqual(yield* GenServer.waitResponse(late), ["reply", 50]);
      const given = sendRequest(server, 50);
      assert.equal(yield* GenServer.receiveResponse(given, 10), "timeout");
      yield* Process.sleep(100);
      assert.deepEqual(yield* flush(), [], "the reply to a request that was given up never arrives");
      const checked = sendRequest(server, "c");
      const message: Term = yield* receive();
      assert.equal(GenServer.checkResponse("other", checked), "no_reply");
      assert.deepEqual(GenServer.checkResponse(message, checked), ["reply", "c"]);
      assert.deepEqual(yield* flush(), []);
      assert.deepEqual(Process.info(Process.list().at(-1)!, "monitors")![1], []);
    });
  });

  test(`${behaviour}: a server that ends, or is not there`, async () => {
    await run(function* () {
      const server: Pid = yield* start() as Op<Pid>;
      const request = sendRequest(server, 50);
      Process.exit(server, "kill");
      assert.deepEqual(yield* GenServer.receiveResponse(request), ["error", ["killed", server]]);
      for (const [gone, why] of [
        [server, "noproc"],
        ["nobody", "noproc"],
        [["global", "nobody"], "noproc"],
        [["nobody", "nonode@nohost"], "noproc"],
        [
          ["name", "other@host"],
          ["nodedown", "other@host"],
        ],
      ] as const)
        assert.deepEqual(yield* GenServer.receiveResponse(sendRequest(gone, 1)), ["error", [why, gone]]);
    });
  });

  for (const fetch of ["waitResponse", "receiveResponse", "checkResponse"] as const)
    test(`${behaviour}: a collection by ${fetch}: the first response with its label, until it is empty`, async () => {
      await run(function* () {
        const [one, two]: Pid[] = [yield* start() as Op<Pid>, yield* start() as Op<Pid>];
        let requests = GenServer.reqidsNew();
        const next = function* (removes = true) {
          if (fetch !== "checkResponse") return yield* GenServer[fetch](requests, 1000, removes);
          if (GenServer.reqidsSize(requests) === 0) return GenServer.checkResponse("any", requests, removes);
          return GenServer.checkResponse(yield* receive(), requests, removes);
        };
        assert.equal(yield* next(), "no_request");
        requests = GenServer.reqidsAdd(sendRequest(one, 60), "late", requests);
        requests = GenServer.reqidsAdd(sendRequest(two, 30), ["early", 1], requests);
        assert.deepEqual(
          GenServer.reqidsToList(requests).map(([, label]) => label as unknown),
          ["late", ["early", 1]],
        );
        if (fetch === "waitResponse") assert.equal(yield* GenServer.waitResponse(requests, 10), "timeout");
        if (fetch === "checkResponse") assert.equal(GenServer.checkResponse("x", requests), "no_reply");
        const seen: unknown[] = [];
        while (GenServer.reqidsSize(requests) > 0) {
          const found = yield* next();
          assert.ok(Array.isArray(found));
          seen.push([found[0], found[1]]);
          requests = found[2] as GenServer.RequestIds;
        }
        assert.deepEqual(seen, [
          [
            ["reply", 30],
            ["early", 1],
          ],
          [["reply", 60], "late"],
        ]);
        assert.equal(yield* next(), "no_request");
      });
    });
}

test("a collection that keeps what was answered, and one whose wait gives all requests up", async () => {
  await run(function* () {
    const server = yield* GenServer.start(Slow);
    const kept = GenServer.sendRequest(server, "a", "label", GenServer.reqidsNew());
    const found = yield* GenServer.waitResponse(kept, 100, false);
    assert.equal(GenServer.reqidsSize(found[2] as GenServer.RequestIds), 1);
    const slow = GenServer.sendRequest(server, 50, "label", GenServer.reqidsNew());
    assert.equal(yield* GenServer.receiveResponse(slow, 10), "timeout");
    yield* Process.sleep(100);
    assert.deepEqual(yield* flush(), []);
  });
});

test("GenEvent: what call would throw is an error response", async () => {
  await run(function* () {
    const manager = yield* startManager();
    const Failing: GenEvent.Module = {
      init: () => ["ok", 0],
      handleCall: () => {
        throw new Error("boom");
      },
    };
    const ask = (handler: GenEvent.Handler) =>
      GenEvent.receiveResponse(GenEvent.sendRequest(manager, handler, 1));
    assert.deepEqual(yield* ask(Failing), ["error", "bad_module"]);
    yield* GenEvent.addHandler(manager, Failing);
    assert.deepEqual(yield* ask(Failing), ["error", ["EXIT", new Error("boom")]]);
    const collected = GenEvent.sendRequest(manager, SlowHandler, "x", "label", GenEvent.reqidsNew());
    assert.deepEqual((yield* GenEvent.waitResponse(collected))[0], ["reply", "x"]);
  });
});

test("what is no request, no collection, or another process's request is refused", async () => {
  await run(function* () {
    const server = yield* GenServer.start(Slow);
    const request = GenServer.sendRequest(server, "a");
    const requests = GenServer.reqidsAdd(request, 1, GenServer.reqidsNew());
    for (const wrong of [
      () => GenServer.waitResponse("x" as never),
      () => GenServer.waitResponse(request, -1),
      () => GenServer.receiveResponse(requests, "soon" as never),
      () => GenServer.checkResponse("x", "y" as never),
      () => GenServer.reqidsSize([] as never),
      () => GenServer.reqidsToList(undefined as never),
      () => GenServer.reqidsAdd(request, 1, requests),
      () => GenServer.reqidsAdd("x" as never, 1, requests),
      () => GenServer.sendRequest(server, 1, "label", [] as never),
      () => GenServer.sendRequest(17 as never, 1),
    ])
      assert.throws(wrong, ArgumentError);
    const other = spawn(() => assert.throws(() => GenServer.waitResponse(request), /of the calling process/));
    const ref = Process.monitor(other);
    assert.equal(((yield* receive(["DOWN", ref])) as Term)[4], "normal");
  });
});

test("replies with a payload of any size come back whole, also when the caller has much else to read", async () => {
  await run(function* () {
    const server = yield* GenServer.start(Slow);
    const payload = Array.from({ length: 10_000 }, (_, i) => ["row", i]);
    const request = GenServer.sendRequest(server, payload);
    assert.deepEqual(yield* GenServer.receiveResponse(request), ["reply", payload]);
    assert.deepEqual(yield* GenServer.call(server, payload), payload);
  });
});
