import { exit, StartError, Supervisor, type Steps } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f, child, startLink, kids }) {
  function* go(x: unknown): Steps<unknown> {
    const [what, value] = Array.isArray(x) ? x : [x];
    if (what === "raise") throw new Error(value);
    if (what === "exit") exit(value);
    if (what === "throw") throw value;
    if (what === "error") throw new StartError(value);
    if (what === "ignore") return undefined;
    if (what === "info") return ["ok", yield* startLink(value), "extra_info"];
    return x;
  }

  // The error carries the whole specification of the child; only its id is shown.
  const show = (started: readonly unknown[]): unknown => {
    if (started[0] !== "error") return started;
    const [reason, spec] = started[1] as [unknown, Supervisor.ChildSpec];
    return ["error", [reason, ["spec_of", spec.id]]];
  };

  const sup = yield* Supervisor.startLink([], { strategy: "one_for_one" });
  for (const x of [
    ["info", "k"],
    ["error", "nope"],
    "ignore",
    "junk",
    ["raise", "r"],
    ["exit", "e"],
    ["throw", "v"],
  ]) {
    const spec = { id: x, start: () => go(x) } as unknown as Supervisor.ChildSpec;
    t(f(x), show(yield* child(() => Supervisor.startChild(sup, spec))));
  }
  t("children", yield* kids(sup));
  yield* Supervisor.stop(sup);
});
