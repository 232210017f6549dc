import { Process, send } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, idle, next }) {
  for (const mode of ["demonitor", "explicit_unalias", "reply_demonitor"] as const) {
    const a = idle("a");
    let ref = Process.monitor(a, { alias: mode });
    send(ref, "via_alias");
    t(`${mode} first`, yield* next(20));
    send(ref, "via_alias_again");
    t(`${mode} second`, yield* next(20));
    send(a, ["exit", "gone"]);
    const down = yield* next(60);
    const isDown = Array.isArray(down) && down[0] === "DOWN" && down[1] === ref;
    t(`${mode} on death`, isDown ? ["DOWN", down[4]] : down);
    send(ref, "after_down");
    t(`${mode} after death`, yield* next(20));
    t(`${mode} unalias`, Process.unalias(ref));
    const b = idle("b");
    ref = Process.monitor(b, { alias: mode });
    Process.demonitor(ref);
    send(ref, "after_demonitor");
    t(`${mode} after demonitor`, yield* next(20));
  }
});
