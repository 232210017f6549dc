import { DynamicSupervisor, exit, StartError, type Steps, type Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f, c, result, startLink }) {
  function* go(x: unknown): Steps<unknown> {
    const [what, value] = Array.isArray(x) ? x : [x];
    if (what === "raise") throw new Error("r");
    if (what === "exit") exit("e");
    if (what === "throw") throw "v";
    if (what === "error") throw new StartError(value);
    if (what === "ignore") return undefined;
    if (what === "info") return ["ok", yield* startLink(value), "extra"];
    return x;
  }
  const spec = (x: unknown) => ({ id: "any", start: () => go(x) }) as unknown as Supervisor.ChildSpec;

  const sup = yield* DynamicSupervisor.startLink({ strategy: "one_for_one" });
  for (const x of [["info", "k"], ["error", "nope"], "ignore", "junk", "raise", "exit", "throw"]) {
    t(f(x), yield* result(() => DynamicSupervisor.startChild(sup, spec(x))));
  }
  const bad = { ...spec("x"), restart: "maybe" } as unknown as Supervisor.ChildSpec;
  t("bad spec", yield* result(() => DynamicSupervisor.startChild(sup, bad)));
  const noStart = { id: "any" } as unknown as Supervisor.ChildSpec;
  t("no start", ((yield* c(() => DynamicSupervisor.startChild(sup, noStart))) as unknown[])[0]);
  t("count", yield* DynamicSupervisor.countChildren(sup));
});
