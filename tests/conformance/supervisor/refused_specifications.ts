import { Process, Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, result, kid, flush, module }) {
  Process.flag("trap_exit", true);
  const Raw = module("Raw", { init: (answer: unknown) => answer }) as Supervisor.Module<unknown>;

  function* start(label: string, answer: unknown) {
    t(label, yield* result(() => Supervisor.startLink(Raw, answer)));
    yield* flush(10);
  }

  for (const flags of [
    { strategy: "none" },
    { intensity: -1 },
    { period: 0 },
    { strategy: "simple_one_for_one" },
  ])
    yield* start("flags", ["ok", [flags, []]]);

  for (const options of [
    { restart: "x" },
    { shutdown: -1 },
    { type: "x" },
    { significant: "x" },
    { significant: true },
  ])
    yield* start("child", ["ok", [{}, [{ ...kid("a"), ...options }]]]);

  const any = { autoShutdown: "any_significant" };
  yield* start("child", ["ok", [any, [kid("a", { significant: true })]]]);
  yield* start("child", ["ok", [{}, [{ id: "a" }]]]);
  yield* start("child", ["ok", [{}, ["no_spec"]]]);
  for (const other of ["odd", ["ok", "odd"], "ignore"]) yield* start("init", other);
});
