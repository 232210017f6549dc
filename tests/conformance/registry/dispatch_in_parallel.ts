import { exit, Process, Registry, self, send, spawn, type Pid } from "beamish";
import { scenario } from "../support/scenario.ts";

type Entries = (readonly [Pid, number])[];

export default scenario(function* ({ t, c, flush, idle, runIn, mon, wait }) {
  Process.flag("trap_exit", true);
  yield* Registry.startLink({ keys: "duplicate", name: "Reg", partitions: 3 });
  for (let i = 1; i <= 9; i++) yield* runIn(idle(`p${i}`), () => Registry.register("Reg", "k", i));

  const me = self();
  const dispatch = (fun: (entries: Entries) => unknown, parallel: boolean) =>
    Registry.dispatch("Reg", "k", fun, { parallel });
  const tell = (entries: Entries) => {
    for (const [, i] of entries) send(me, [self() === me, i]);
  };
  t("sent", yield* dispatch(tell, true));
  const told = (yield* flush(20)) as [unknown, unknown][];
  const numbers = told
    .filter(([, i]) => typeof i === "number")
    .map(([own, i]) => [i as number, own] as const);
  t(
    "by others",
    numbers.toSorted(([a], [b]) => a - b),
  );
  const raise = () => {
    throw new Error("oops");
  };
  t("raise", yield* c(() => dispatch(raise, true)));
  t("exit", yield* c(() => dispatch(() => exit("bye"), true)));
  t("normal", yield* c(() => dispatch(() => exit("normal"), true)));
  t("in the caller", yield* c(() => dispatch(() => exit("bye"), false)));
  const tags = (yield* flush(20)).map((message) => (message as [string])[0]);
  t("told", [...new Set(tags)].toSorted());
  t("nobody", yield* Registry.dispatch("Reg", "nope", () => t("never"), { parallel: true }));
  for (const reason of ["bye", "normal"]) {
    const caller = spawn(function* () {
      yield* dispatch(() => exit(reason), true);
    });
    t("caller ends", yield* wait(mon(caller)));
  }

  yield* Registry.startLink({ keys: "unique", name: "Uni", partitions: 3 });
  Registry.register("Uni", "k", 1);
  yield* Registry.dispatch("Uni", "k", (entries) => t("unique", [self() === me, entries]), {
    parallel: true,
  });
});
