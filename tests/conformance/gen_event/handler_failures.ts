import { exit, GenEvent } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f, module }) {
  const Hd: GenEvent.Module<string, string, readonly [string, string]> = module("Hd", {
    init: (id: string) => ["ok", id],
    handleEvent(event: readonly [string, string], id: string) {
      const [kind, who] = event;
      if (who === id && kind === "raise") throw new Error("r");
      if (who === id && kind === "exit") exit("e");

      if (who === id && kind === "throw") throw "v";
      if (who === id && kind === "junk") return "junk" as never;
      t(`${id} event`, event);
      return ["ok", id] as const;
    },
    terminate(reason: unknown, id: string) {
      const [tag, why] = reason as readonly [string, readonly unknown[]];
      const raised = tag === "error" && why[0] === "EXIT" && why[1] instanceof Error;
      t(`${id} terminate`, raised ? ["error", "runtime_error"] : reason);
    },
  });
  const m = yield* GenEvent.start();
  for (const id of ["h1", "h2", "h3", "h4", "h5"]) yield* GenEvent.addHandler(m, [Hd, id], id);

  for (const e of [
    ["raise", "h2"],
    ["exit", "h3"],
    ["throw", "h4"],
    ["junk", "h5"],
  ] as const) {
    t(f(e), yield* GenEvent.syncNotify(m, e));
    t("left", yield* GenEvent.whichHandlers(m));
  }
});
