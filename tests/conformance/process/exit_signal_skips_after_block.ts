import { Exit, exit, Process, receive, self, send, spawn, type Pid } from "beamish";
import { scenario } from "../support/scenario.ts";

const acts: readonly [string, (pid: Pid) => unknown][] = [
  ["exit/1", (pid) => send(pid, "exit_yourself")],
  ["signal", (pid) => Process.exit(pid, "signal")],
  ["kill", (pid) => Process.exit(pid, "kill")],
];

export default scenario(function* ({ t, mon, wait, is }) {
  const me = self();
  const body = (what: string) =>
    function* () {
      try {
        send(me, "ready");
        yield* receive(is("exit_yourself"));
        exit("self_made");
      } catch (thrown) {
        t(`${what} caught`, thrown instanceof Exit ? ["exit", thrown.reason] : ["other", thrown]);
        exit("rethrown");
      } finally {
        t(`${what} ran after`);
      }
    };

  for (const [what, act] of acts) {
    const p = spawn(body(what));
    yield* receive(is("ready"));
    const monitor = mon(p);
    act(p);
    t(`${what} ended`, yield* wait(monitor));
  }
});
