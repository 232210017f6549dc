/** The order of events: random machines do what the reference says. A case that has failed is kept in the folder `failing`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { GenStateMachine, Process, Sys, System, type Term } from "beamish";
import fc from "fast-check";
import { holds, keptCases } from "../../support/property.ts";
import { run } from "../kernel/run.ts";
import {
  LIMIT,
  STATES,
  interpret,
  type Rule,
  type Script,
  type Step,
  type TimerAction,
} from "./interpreter.ts";

/** The longest timer, in milliseconds. */
const LONG = 1_000_000;

const timerName = fc.constantFrom("timeout", "state_timeout", "a", "b");

/** Scripts that hold scripts, but not for ever: every chain of events ends. */
function script(depth: number): fc.Arbitrary<Script> {
  const inner = depth === 0 ? undefined : script(depth - 1);
  const timer: fc.Arbitrary<TimerAction> = fc.oneof(
    fc.tuple(fc.constant("cancel"), timerName) as fc.Arbitrary<TimerAction>,
    ...(inner === undefined
      ? []
      : [
          fc.tuple(
            fc.constant("start"),
            timerName,
            fc.constantFrom(0, 0, 10, 20, LONG),
            inner,
          ) as fc.Arbitrary<TimerAction>,
          fc.tuple(
            fc.constant("start"),
            timerName,
            fc.constantFrom(10, 30, 50),
            inner,
            fc.constant("absolute"),
          ) as fc.Arbitrary<TimerAction>,
          fc.tuple(fc.constant("update"), timerName, inner) as fc.Arbitrary<TimerAction>,
        ]),
  );
  const rule: fc.Arbitrary<Rule> = fc.record(
    {
      to: fc.constantFrom(...STATES),
      repeat: fc.boolean(),
      postpone: fc.boolean(),
      insert: fc.array(inner ?? fc.constant(undefined as never), { maxLength: inner === undefined ? 0 : 2 }),
      timers: fc.array(timer, { maxLength: 2 }),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Rule>;
  const rules = fc.record({ one: rule, two: rule, three: rule });
  return fc.record({ id: fc.nat(999), rules });
}

const mailboxes = fc.array(script(2), { minLength: 1, maxLength: 4 });

function actionOf(action: TimerAction, begun: number): Term {
  const name = action[1] === "a" || action[1] === "b" ? ["timeout", action[1]] : action[1];
  if (action[0] === "cancel") return [name, "cancel"];
  if (action[0] === "update") return [name, "update", action[2]];
  return action[4] === undefined
    ? [name, action[2], action[3]]
    : [name, action[2] + begun, action[3], { abs: true }];
}

interface Case {
  readonly mailbox: readonly Script[];
  readonly pause: number;
  readonly later: readonly Script[];
}

const cases = fc.record({
  mailbox: mailboxes,
  // No cast comes at the very moment of a timer: who is first is not said.
  pause: fc.constantFrom(3, 11, 23),
  later: fc.array(script(1), { maxLength: 3 }),
});

/** What a machine does with these casts. */
async function observe({ mailbox, pause, later }: Case): Promise<Step[]> {
  const steps: Step[] = [];
  let begun = 0;
  const Machine: GenStateMachine.Startable = {
    callbackMode: ["handle_event_function", "state_enter"],
    init: () => ["ok", "one", 0],
    handleEvent(type: Term, content: Term, state: string) {
      if (steps.length >= LIMIT) return "keep_state_and_data";
      const kind = Array.isArray(type) ? (type[1] as string) : (type as string);
      if (kind === "enter") {
        steps.push([state, "enter", content as string]);
        return "keep_state_and_data";
      }
      const { id, rules } = content as Script;
      steps.push([state, kind, id]);
      const { to = state, repeat, postpone, insert = [], timers = [] } = rules[state] ?? {};
      const actions: Term[] = [
        ...(postpone ? ["postpone"] : []),
        ...insert.map((event) => ["next_event", "internal", event]),
        ...timers.map((action) => actionOf(action, begun)),
      ];
      return to === state && repeat ? ["repeat_state", 0, actions] : ["next_state", to, 0, actions];
    },
  };
  await run(function* () {
    const machine = yield* GenStateMachine.start(Machine);
    yield* Sys.suspend(machine);
    for (const event of mailbox) GenStateMachine.cast(machine, event);
    begun = System.monotonicTime("millisecond");
    yield* Sys.resume(machine);
    for (const event of later) {
      yield* Process.sleep(pause);
      GenStateMachine.cast(machine, event);
    }
    // As long as the longest timers, one after the other, until the limit.
    yield* Process.sleep(LIMIT * LONG);
  });
  return steps;
}

const check = async (one: Case) => {
  assert.deepEqual(await observe(one), interpret(one.mailbox, one.pause, one.later));
};

const kept = { beside: import.meta.dirname, name: "order" };

test("random machines handle their events in the order of the reference", () =>
  holds(fc.asyncProperty(cases, check), { kept }));

for (const [file, [one]] of keptCases<[Case]>(kept))
  test(`the case ${file}, which has failed once`, () => check(one));
