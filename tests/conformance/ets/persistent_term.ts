import { PersistentTerm, self, send, spawn, spawnMonitor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c, name, wait, next }) {
  const me = self();
  const [p, m] = spawnMonitor(() => PersistentTerm.put(["my", "key"], { v: 1 }));
  name(p, "writer");
  yield* wait(m);
  t("get", PersistentTerm.get(["my", "key"]));
  spawn(() => send(me, ["other", PersistentTerm.get(["my", "key"])]));
  t("got", yield* next());
  t("put again", PersistentTerm.put(["my", "key"], "second"));
  t("get", PersistentTerm.get(["my", "key"]));
  t("missing", yield* c(() => PersistentTerm.get("nope")));
  t("default", PersistentTerm.get("nope", "dflt"));
  t("erase", PersistentTerm.erase(["my", "key"]));
  t("erase again", PersistentTerm.erase(["my", "key"]));
  t("gone", PersistentTerm.get(["my", "key"], "gone"));
});
