import { exit, Process, self, spawnMonitor, type Ref, type Steps } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, name, idle, flush, until }) {
  const queued = () => (Process.info(self(), "message_queue_len") as [string, number])[1];
  function* dead(): Steps<Ref> {
    const [pid, ref] = spawnMonitor(() => exit("x"));
    name(pid, "p");
    yield* until(() => queued() === 1);
    return ref;
  }

  t("plain after DOWN", Process.demonitor(yield* dead()));
  t("mailbox", (yield* flush()).length);
  t("flush after DOWN", Process.demonitor(yield* dead(), ["flush"]));
  t("mailbox", (yield* flush()).length);
  t("info after DOWN", Process.demonitor(yield* dead(), ["info"]));
  t("mailbox", (yield* flush()).length);
  t("flush+info after DOWN", Process.demonitor(yield* dead(), ["flush", "info"]));
  t("mailbox", (yield* flush()).length);
  const ref = Process.monitor(idle("a"));
  t("info while active", Process.demonitor(ref, ["info"]));
  t("info again", Process.demonitor(ref, ["info"]));
  t("flush again", Process.demonitor(ref, ["flush"]));
});
