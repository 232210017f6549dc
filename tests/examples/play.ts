/** Runs an example as the node engine would, but in this thread: a fresh node on virtual time for each. */
import { pathToFileURL } from "node:url";
import { bootNode, VirtualClock } from "beamish/testing";
import { makeConsole } from "../../src/sandbox/guest/console.ts";
import { dataAddress } from "../../src/sandbox/guest/data-address.ts";
import { verdictOf } from "../../src/sandbox/guest/life.ts";
import { leafOf } from "../../src/sandbox/guest/runtime-values.ts";
import { link, prepare } from "../../src/sandbox/prepare.ts";
import { lineOf, toValue, type Looking } from "../../src/sandbox/values.ts";
import { SteadyClock } from "../support/clock.ts";
import { entries } from "./public.ts";

/** Milliseconds that an example may take. Virtual time costs none, so this is long. */
const LIMIT = 3_000;
/** Milliseconds that an example must look stuck: a promise of the host may still settle. */
const SURELY_STUCK = 250;

const looking: Looking = { leafOf, positionsIn: () => [] };

/** A virtual clock that can be stopped: a node with an endless timer would otherwise never give the thread back. */
class Clock extends VirtualClock {
  isStopped = false;

  override jump(): void {
    if (!this.isStopped) super.jump();
  }
}

/** How often an example has been run: the same code twice must not be the same module. */
let runs = 0;

/**
 * Runs an example to its end.
 *
 * @returns the lines that it printed
 * @throws what it throws, and an error if it does not end
 */
export async function play(code: string): Promise<string[]> {
  const printed: string[] = [];
  const clock = new Clock();
  const host = bootNode({
    clock,
    seed: 0,
    output: (_level, text) => {
      printed.push(text);
    },
  });
  const { log, ...rest } = console;
  const print = (_level: string, values: readonly unknown[], shown?: { indent: string; text?: string }) => {
    const text = shown?.text ?? lineOf(values.map((value) => toValue(value, looking)));
    printed.push(text.replace(/^/gm, shown?.indent ?? ""));
  };
  Object.assign(
    console,
    makeConsole(print, (value) => toValue(value, looking)),
  );
  try {
    let ended = false;
    const running = import(address(code)).then(() => {
      ended = true;
    });
    await Promise.all([running, overIn(() => verdictOf(host.status(), ended, false))]);
  } finally {
    clock.isStopped = true;
    Object.assign(console, { log, ...rest });
  }
  return printed.flatMap((text) => text.split("\n"));
}

function address(code: string): string {
  const [module] = prepare({ "example.ts": code }, "example.ts", [...entries.keys()]);
  const linked = link(module!, (name) => pathToFileURL(entries.get(name)!).href);
  return dataAddress(`${linked.code}\n// ${++runs}`);
}

/** Resolves when nothing is left to run. */
async function overIn(verdict: () => string): Promise<void> {
  const clock = new SteadyClock();
  let stuckSince: number | undefined;
  for (;;) {
    await new Promise((resolve) => setImmediate(resolve));
    const state = verdict();
    if (state === "finished") return;
    const now = clock.now();
    stuckSince = state === "stuck" ? (stuckSince ?? now) : undefined;
    if (now > LIMIT || now - (stuckSince ?? now) > SURELY_STUCK)
      throw new Error(`Expected the example to end, but it is ${state}.`);
  }
}
