import {
  Agent,
  DynamicSupervisor,
  exit,
  GenEvent,
  GenServer,
  Registry,
  self,
  send,
  Sys,
  type Pid,
  type Term,
} from "beamish";
import { scenario } from "../support/scenario.ts";

type Init = number | readonly ["ret", Term];

const S: GenServer.Module<number, Init, "get", number> = {
  init: (arg) => (typeof arg === "number" ? ["ok", arg] : (arg[1] as "ignore")),
  handleCall: (_get, _from, state) => ["reply", state, state],
  handleCast: (change, state) => ["noreply", state + change],
};

const E: GenEvent.Module<Term> = {
  init: (arg) => ["ok", arg],
  handleEvent: (event) => ["ok", event],
  handleCall: (_last, event) => ["ok", event, event],
};

export default scenario(function* ({ t, c, name, result }) {
  const directory = new Map<Term, Pid>();
  const Directory = {
    whereisName(key: Term) {
      t("whereis", key);
      return directory.get(key);
    },
    registerName(key: Term, pid: Pid) {
      t("register", [key, pid === self()]);
      if (directory.has(key)) return "no" as const;
      directory.set(key, pid);
      return "yes" as const;
    },
    unregisterName(key: Term) {
      t("unregister", key);
      directory.delete(key);
    },
    send(key: Term, message: Term) {
      t("send", [key, message[0]]);
      const pid = directory.get(key);
      if (pid === undefined) exit(["badarg", [key, message]]);
      return send(pid, message);
    },
  };
  const via = (key: string) => ["via", Directory, key] as const;

  name(yield* GenServer.start(S, 1, { name: via("a") }), "a");
  t("again", yield* result(() => GenServer.start(S, 1, { name: via("a") })));
  t("call", yield* GenServer.call(via("a"), "get"));
  t("cast", GenServer.cast(via("a"), 4));
  t("whereis", GenServer.whereis(via("a")));
  t("state", yield* Sys.getState(via("a")));
  t("cast to nobody", GenServer.cast(via("nobody"), 4));
  t("call to nobody", yield* c(() => GenServer.call(via("nobody"), "get")));
  t("stop", yield* GenServer.stop(via("a")));
  t("stop nobody", yield* c(() => GenServer.stop(via("nobody"))));
  for (const answer of ["ignore", ["stop", "no"]])
    t("start", yield* result(() => GenServer.start(S, ["ret", answer], { name: via("b") })));

  yield* DynamicSupervisor.startLink({ strategy: "one_for_one", name: via("sup") });
  t("count", (yield* DynamicSupervisor.countChildren(via("sup"))).active);

  yield* GenEvent.start({ name: via("e") });
  t("add", yield* GenEvent.addHandler(via("e"), E, "none"));
  t("notify", GenEvent.notify(via("e"), "first"));
  t("last", yield* GenEvent.call(via("e"), E, "last"));
  t("notify nobody", yield* c(() => GenEvent.notify(via("nobody"), "lost")));
  yield* Registry.startLink({ keys: "unique", name: "Reg" });
  t("notify a registry", GenEvent.notify(["via", Registry, ["Reg", "nobody"]], "lost"));

  yield* Agent.start(() => 1, { name: via("agent") });
  t(
    "update",
    Agent.cast(via("agent"), (state: number) => state + 1),
  );
  t("get", yield* Agent.get(via("agent"), (state) => state));
});
