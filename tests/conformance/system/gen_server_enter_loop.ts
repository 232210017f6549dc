import { GenServer, Process, ProcLib, receive, self, send, spawn, type Pid, type Steps } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, is, until, next }) {
  const Srv: GenServer.Module<string> = {
    init() {
      throw new Error("never called");
    },
    handleCall: (x, _from, s) => ["reply", [x, s], s],
    handleInfo(message, s) {
      t("info", message);
      return ["noreply", s];
    },
  };
  function* go(parent: Pid): Steps<void> {
    Process.register(self(), "late_server");
    ProcLib.initAck(parent, ["ok", self()]);
    yield* receive(is("now"));
    t("becoming a server");
    yield* GenServer.enterLoop(Srv, {}, "the_state", ["local", "late_server"]);
  }

  const me = self();
  const [, p] = yield* ProcLib.startLink<["ok", Pid]>(() => go(me));
  send(p, "queued_before");
  spawn(function* () {
    send(me, yield* GenServer.call("late_server", "hello"));
  });
  yield* until(() => Process.info(p, "message_queue_len")![1] === 2);
  send(p, "now");
  t("answer", yield* next());
  t("stop", yield* GenServer.stop("late_server"));
});
