import { exit, GenServer, Sys, type Pid } from "beamish";
import { scenario } from "../support/scenario.ts";

const outcomes: Readonly<Record<string, () => unknown>> = {
  ok: () => ["ok", "state"],
  ignore: () => "ignore",
  stop: () => ["stop", "not_today"],
  stop_normal: () => ["stop", "normal"],
  exit: () => exit("exited"),
  exit_normal: () => exit("normal"),
  raise: () => {
    throw new Error("init failed");
  },
  bad: () => ["fine", "state"],
  throw_ok: () => {
    throw ["ok", "thrown_state"];
  },
  throw_bad: () => {
    throw "ball";
  },
};

const Srv = {
  init: (outcome: string) => outcomes[outcome]!(),
} as unknown as GenServer.Module<string, string>;

export default scenario(function* ({ t, c, result, flush }) {
  for (const outcome of Object.keys(outcomes)) {
    const started = yield* c(() => result(() => GenServer.start(Srv, outcome)));
    t(outcome, started[0] === "ok" ? ["ok", yield* Sys.getState(started[1] as Pid)] : started);
  }
  t("mailbox", yield* flush(30));
});
