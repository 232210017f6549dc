import assert from "node:assert/strict";
import { test } from "node:test";
import { type Body, exit, Process, receive, spawn } from "beamish";
import { check, Node } from "../../../src/beamish/testing/index.ts";

/** Runs checks on a node of their own, under virtual time, until nothing is left to do. */
function verdicts(checks: Record<string, Body>): Promise<string[]> {
  const lines: string[] = [];
  const node = new Node({ clock: "virtual", output: (_, text) => void lines.push(text) });
  return new Promise((resolve) => {
    node.enter(() => {
      for (const [title, body] of Object.entries(checks)) check(title, body);
    });
    node.scheduler.onIdle(() => {
      if (lines.length >= Object.keys(checks).length) resolve(lines);
    });
  });
}

test("a check that returns holds; one that throws says why", async () => {
  const lines = await verdicts({
    "tea is hot": function* () {
      yield* Process.sleep(1);
    },
    "a plain function will do": () => undefined,
    "the bill is right": () => {
      throw new Error("expected 2, got 3");
    },
    "nothing is undefined": () => void (undefined as unknown as { price: number }).price,
  });
  assert.deepEqual(lines, [
    "✓ tea is hot",
    "✓ a plain function will do",
    "✗ the bill is right: expected 2, got 3",
    "✗ nothing is undefined: TypeError: Cannot read properties of undefined (reading 'price')",
  ]);
});

test("a check that exits, or takes too long, does not hold, and the next one runs", async () => {
  const lines = await verdicts({
    exits: () => exit("sold_out"),
    waits: function* () {
      yield* receive();
    },
    "is asynchronous": (async () => undefined) as Body,
    holds: () => undefined,
  });
  assert.equal(lines[0], '✗ exits: it ended with the exit reason "sold_out"');
  assert.equal(lines[1], "✗ waits: it is still not done after 5 seconds");
  assert.match(
    lines[2]!,
    /^✗ is asynchronous: ArgumentError: check: expected a function or a generator function/,
  );
  assert.equal(lines[3], "✓ holds");
});

test("processes linked to a check end with it", async () => {
  let alive = true;
  const lines = await verdicts({
    "starts a server": () => {
      const server = spawn(function* () {
        yield* receive();
      });
      Process.link(server);
      checked = () => (alive = Process.alive(server));
    },
    "finds it gone": function* () {
      yield* Process.sleep(1);
      checked();
    },
  });
  assert.deepEqual([alive, lines.length], [false, 2]);
});

let checked: () => void = () => undefined;

test("a check needs a title and a body", () => {
  assert.throws(
    () => check(1 as unknown as string, () => undefined),
    /check: expected what is promised, as text, got 1/,
  );
  assert.throws(
    () => check("a", 1 as unknown as Body),
    /check: expected a function or a generator function, got 1/,
  );
});
