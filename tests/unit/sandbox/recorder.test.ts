import assert from "node:assert/strict";
import { test } from "node:test";
import { GenServer, makeRef, receive, self, send, spawn } from "beamish";
import { bootNode } from "beamish/testing";
import { record, type RecordedEvent, type TraceEvent } from "beamish/trace";
import { printed } from "../../../src/sandbox/guest/printing.ts";
import { Package, Recorder } from "../../../src/sandbox/guest/recorder.ts";
import { leafOf } from "../../../src/sandbox/guest/runtime-values.ts";
import { NUMBERS, unpack } from "../../../src/sandbox/packed.ts";
import { textOf, toValue } from "../../../src/sandbox/values.ts";

const circle: unknown[] = ["round"];
circle.push(circle);
let nest: unknown = "egg";
for (let depth = 0; depth < 30; depth++) nest = [nest];

const TERMS: readonly unknown[] = [
  "tea",
  'a "quoted"\nline',
  "x".repeat(10_000),
  -0,
  1.5,
  10n,
  true,
  undefined,
  null,
  Symbol("tag"),
  [],
  {},
  ["ok", ["tea", 1], { price: 2, "not a word": [undefined] }],
  Array.from({ length: 51 }, (_, index) => index % 10),
  [, 1],
  Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`k${index}`, 0])),
  circle,
  { circle },
  nest,
  new Map([["tea", { price: 2 }]]),
  new Set([1]),
  new (class Order {
    readonly dish = "tea";
  })(),
  Object.create(null),
  new Error("late"),
  () => 1,
  [self(), makeRef()],
  Array.from({ length: 8 }, () => Array.from({ length: 10 }, () => 1)),
  {
    get now(): number {
      throw new Error("nobody asks a getter");
    },
  },
  new Proxy([], {
    get() {
      throw new Error("no");
    },
  }),
];

test("a term is printed the quick way as the long way prints it", () => {
  for (const term of TERMS) {
    const whole = textOf(toValue(term, { leafOf, positionsIn: () => [] }, 60));
    const text = printed(term);
    if (whole.length <= 200) assert.equal(text, whole);
    else assert.equal(text, `${whole.slice(0, 200)}...`);
  }
});

test("events are packed and unpacked without a loss", async () => {
  const { node } = bootNode({ clock: "virtual" });
  const live: TraceEvent[] = [];
  const expected: RecordedEvent[] = [];
  node.subscribe((event) => {
    live.push(event);
    expected.push(record(event));
  });
  const server = await GenServer.start({
    init: () => ["ok", 0],
    handleCall: (amount: number, _from: unknown, sum: number) => ["reply", sum + amount, sum + amount],
  } as Parameters<typeof GenServer.start>[0]);
  await GenServer.call(server, 3);
  const me = self();
  spawn(() => send(me, ["ready", { dish: "tea" }]), { label: "cook" });
  assert.deepEqual(await receive(), ["ready", { dish: "tea" }]);
  const packed = new Package();
  const recorder = new Recorder(() => undefined);
  for (const event of live) recorder.record(event, packed);
  assert.deepEqual(unpack({ sequence: 1, ...packed }), expected);
  const types = new Set(expected.map(({ type }) => type));
  for (const type of ["spawn", "call", "answered", "state", "send", "exit", "wait"] as const)
    assert.ok(types.has(type), type);
});

test("what is no packed list of events ends where it stops being one", () => {
  const run = { sequence: 4, time: 0, type: "run", pid: "<0.81.0>" };
  for (const wrong of [[-3, 1, 2], [1_000], ["constructor", 1, 2], [NaN]] as number[][])
    assert.deepEqual(unpack({ sequence: 4, numbers: [NUMBERS.run, 0, 81, ...wrong], text: "" }), [run]);
  const short = unpack({ sequence: 4, numbers: [NUMBERS.send, 0, 81, 82, 1_000], text: "tea" });
  assert.deepEqual(short, [{ ...run, type: "send", to: "<0.82.0>", message: "tea" }]);
});
