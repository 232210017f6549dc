/** Running a scenario in a fresh node, on virtual or on real time. */
import { receive, spawn, spawnMonitor, type Steps } from "beamish";
import { Node, simulate } from "beamish/testing";
import { SteadyClock } from "../../support/clock.ts";
import { prepare, type Scenario } from "./scenario.ts";

/** Milliseconds of the node's clock that a scenario may take. */
const LIMIT = 6000;

/** On a virtual clock, with the processes in the order that `seed` gives. */
export async function runVirtually(scenario: Scenario, seed: number): Promise<readonly string[]> {
  const { trace, body } = prepare(scenario);
  await simulate(() => supervise(body, trace.t), { seed });
  return trace.lines;
}

/** On the host's time. */
export async function runReally(scenario: Scenario): Promise<readonly string[]> {
  const { trace, body } = prepare(scenario);
  const node = new Node({ clock: new SteadyClock(), output: () => undefined });
  await new Promise<void>((resolve) => {
    node.enter(() =>
      spawn(function* () {
        yield* supervise(body, trace.t);
        resolve();
      }),
    );
  });
  return trace.lines;
}

/** Runs main, and adds a line to its trace if it crashed or did not end. */
function* supervise(body: () => Steps<void>, t: (label: string, term?: unknown) => void): Steps<void> {
  const [, monitor] = spawnMonitor(body);
  const down = yield* receive<unknown[], undefined>(["DOWN", monitor], {
    after: LIMIT,
    else: () => undefined,
  });
  if (down === undefined) t("TIMEOUT");
  else if (down[4] instanceof Error) t(`main exited: ${down[4].stack}`);
  else if (down[4] !== "normal") t("main exited", down[4]);
}
