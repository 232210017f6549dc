/** Terms as text. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { _, formatExit, inspect, makeRef, receive, self } from "beamish";
import { equal } from "../../../src/beamish/term/term.ts";

test("terms are printed as they are written", () => {
  const cases: readonly (readonly [unknown, string])[] = [
    [["ok", "tea", 1], '["ok", "tea", 1]'],
    [{ id: 1, "two words": [] }, '{ id: 1, "two words": [] }'],
    [{}, "{}"],
    [undefined, "undefined"],
    [null, "null"],
    ['say "hi"\n', '"say \\"hi\\"\\n"'],
    [1.5, "1.5"],
    [-0, "-0"],
    [10n, "10n"],
    [true, "true"],
    [_, "_"],
    [function named() {}, "#Function<named>"],
    [new RangeError("too far"), 'RangeError("too far")'],
    [new Map([["a", 1]]), 'Map { "a" => 1 }'],
    [new Set([1]), "Set { 1 }"],
    [[new Date(0), new Date(NaN)], "[#Date<1970-01-01T00:00:00.000Z>, #Date<invalid>]"],
    [
      new (class Point {
        x = 1;
      })(),
      "Point { x: 1 }",
    ],
    [Array.from({ length: 60 }, () => 0), `[${"0, ".repeat(50)}...]`],
    [receive(), "#Op<receive()>"],
  ];
  for (const [term, text] of cases) assert.equal(inspect(term), text);
});

test("pids and references have their own form, and cycles end", () => {
  assert.match(inspect([self()]), /^\[<0\.\d+\.0>\]$/);
  assert.match(inspect(makeRef()), /^#Ref<0\.\d+>$/);
  const term: unknown[] = [1];
  term.push(term);
  assert.equal(inspect(term), "[1, #Circular]");
});

test("a term that refuses to be looked at is told of as such, and one without end has an end", () => {
  const no = (): never => {
    throw new Error("no");
  };
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const endless = (): object =>
    new Proxy(
      {},
      {
        ownKeys: () => ["a", "b"],
        getOwnPropertyDescriptor: () => ({ value: endless(), enumerable: true, configurable: true }),
        get: (_, key) => (typeof key === "string" && key.length === 1 ? endless() : undefined),
      },
    );
  const getter = {
    get price() {
      return no();
    },
  };
  for (const term of [new Proxy({}, { ownKeys: no }), new Proxy([], { getPrototypeOf: no }), proxy, getter])
    assert.equal(inspect(["tea", term]), '["tea", #Unreadable]');
  assert.match(inspect(endless()), /\.\.\./);
});

test("exit reasons are told in Elixir's words", () => {
  assert.equal(formatExit("normal"), "normal");
  assert.equal(formatExit("own"), '"own"');
  assert.equal(formatExit(["bad_return_value", 1]), "bad return value: 1");
  assert.equal(formatExit(new Error("x")), "an exception was raised:\n    ** (Error) x");
  assert.equal(
    formatExit(["timeout", ["GenServer", "call", ["srv", 1, 5000]]]),
    'exited in: GenServer.call("srv", 1, 5000)\n    ** (EXIT) time out',
  );
});

test("terms are equal by structure", () => {
  const me = self();
  assert.ok(equal(["a", { b: [1, me] }], ["a", { b: [1, me] }]));
  for (const [a, b] of [
    [[1], [1, 2]],
    [{ a: 1 }, { b: 1 }],
    [{ a: 1 }, [1]],
    [makeRef(), makeRef()],
    [1, "1"],
    [null, {}],
  ])
    assert.equal(equal(a, b), false);
});
