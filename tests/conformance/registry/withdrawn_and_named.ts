import { _, Agent, ETS, Process, Registry, self } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c, flush, idle, runIn }) {
  Process.register(self(), "listener");
  yield* Registry.startLink({ keys: "duplicate", name: "Reg", listeners: ["listener"] });
  const entries: [string, number][] = [
    ["a", 1],
    ["b", 2],
    ["a", 3],
    ["c", 4],
    ["b", 5],
  ];
  for (const [key, value] of entries) Registry.register("Reg", key, value);
  t("told", (yield* flush()).length);
  const keys = () => Registry.keys("Reg", self());
  t("keys", keys());
  t("no match", [Registry.unregisterMatch("Reg", "a", "other"), yield* flush(), keys()]);
  t("one of two", [Registry.unregisterMatch("Reg", "a", 1), yield* flush(), keys()]);
  const v = ETS.v(1);
  t("the last", [Registry.unregisterMatch("Reg", "a", v, [[">", v, 2]]), yield* flush(), keys()]);
  t("both", [Registry.unregisterMatch("Reg", "b", _), yield* flush(), keys()]);
  t("not there", [Registry.unregisterMatch("Reg", "nope", _), yield* flush()]);
  t("not there", [Registry.unregister("Reg", "nope"), yield* flush()]);
  const p = idle("p");
  yield* runIn(p, () => Registry.register("Reg", "c", 6));
  t("of another", [Registry.unregisterMatch("Reg", "c", 6), Registry.lookup("Reg", "c")]);
  yield* flush();

  const registerName = () => Registry.registerName(["Reg", "name"], self());
  t("register_name", [registerName(), registerName()]);
  t("holders", Registry.values("Reg", "name", self()));
  t("whereis_name", yield* c(() => Registry.whereisName(["Reg", "name"])));
  const name = ["via", Registry, ["Reg", "agent"]] as const;
  t("start", yield* c(() => Agent.start(() => 1, { name })));
  t("unregister_name", Registry.unregisterName(["Reg", "name"]));
  registerName();
  yield* flush();
  t("send", [Registry.send(["Reg", "name"], "hello"), yield* flush()]);
  t("send to nobody", yield* c(() => Registry.send(["Reg", "nobody"], "hello")));

  yield* Registry.startLink({ keys: "unique", name: "Told", listeners: ["listener", "absent"] });
  t("absent listener", yield* c(() => Registry.register("Told", "k", 1)));
  t("registered", [Registry.lookup("Told", "k"), yield* flush()]);
  t("unregister", yield* c(() => Registry.unregister("Told", "k")));
  t("unregistered", [Registry.lookup("Told", "k"), yield* flush()]);
  t("name", yield* c(() => Registry.registerName(["Told", "n"], self())));
  t("named", Registry.whereisName(["Told", "n"]));
});
