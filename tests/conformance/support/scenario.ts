/** A ported scenario: the body of the process "main", given the helpers. */
import { self, type Steps } from "beamish";
import * as helpers from "./helpers.ts";
import { boom, fresh, kidModule, kids } from "./kid.ts";
import { answer, c, child, perform, result } from "./steps.ts";
import { Trace } from "./trace.ts";

/** Everything a scenario can use: the helpers of recorded/lib/h.exs, bound to one run. */
function bind(trace: Trace) {
  const { t, f, name, module } = trace;
  const { processes, ...plain } = helpers;
  const common = { t, f, name, module, c, answer, result, child, perform, boom, fresh, kids };
  return { ...common, ...plain, ...processes(trace), ...kidModule(trace) };
}

export type Helpers = ReturnType<typeof bind>;
export type Scenario = (h: Helpers) => Steps<void>;

/** A scenario whose run is typed by its helpers. */
export const scenario = (main: Scenario): Scenario => main;

/** The lines that a scenario prints until main has ended, and the body of the process main. */
export function prepare(main: Scenario): { trace: Trace; body: () => Steps<void> } {
  const trace = new Trace();
  function* body(): Steps<void> {
    trace.name(self(), "main");
    yield* main(bind(trace));
    trace.end();
  }
  return { trace, body };
}
