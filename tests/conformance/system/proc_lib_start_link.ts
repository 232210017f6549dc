import { exit, Process, ProcLib, self, type Pid, type Steps } from "beamish";
import { scenario } from "../support/scenario.ts";

function* go(parent: Pid, what: unknown): Steps<unknown> {
  const [tag, value] = Array.isArray(what) ? what : [what];
  if (tag === "exit") exit(value);
  if (tag === "raise") throw new Error("early");
  if (tag === "return") return "returned_without_ack";
  if (tag === "slow") yield* Process.sleep(500);
  if (tag === "ack") ProcLib.initAck(parent, value);
  if (tag === "ok") {
    ProcLib.initAck(parent, ["ok", self()]);
    yield* Process.sleep(20);
  }
  return undefined;
}

export default scenario(function* ({ t, answer, flush }) {
  Process.flag("trap_exit", true);
  const me = self();
  const start = (what: unknown, timeout: number) =>
    answer(() => ProcLib.start<readonly unknown[]>(() => go(me, what), timeout));
  t("ok", (yield* start("ok", 500))[0]);
  t("any term", yield* start(["ack", ["hello", 1]], 500));
  t("exit", yield* start(["exit", "early"], 500));
  t("exit normal", yield* start(["exit", "normal"], 500));
  t("raise", yield* start("raise", 500));
  t("return", yield* start("return", 500));
  t("slow", yield* start("slow", 30));
  const linked = (what: unknown) =>
    answer(() => ProcLib.startLink<readonly unknown[]>(() => go(me, what), 500));
  t("linked ok", (yield* linked("ok"))[0]);
  yield* flush(60);
  t("linked exit", yield* linked(["exit", "early"]));
  t("mailbox", (yield* flush(30)).length);
});
