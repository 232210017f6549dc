import { exit, receive, self, send, spawn, Supervisor, type Pid } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f, kid, mon, wait, is }) {
  const me = self();
  for (const reason of ["normal", "shutdown", "crash"]) {
    const parent = spawn(function* () {
      const sup = yield* Supervisor.startLink([kid("a"), kid("b")], { strategy: "one_for_one" });
      send(me, ["sup", sup]);
      yield* receive(is("go"));
      exit(reason);
    });
    const [, sup] = yield* receive<[string, Pid]>(["sup"]);
    const monitor = mon(sup);
    send(parent, "go");
    t(f(reason), yield* wait(monitor));
  }
});
