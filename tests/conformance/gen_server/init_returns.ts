import { GenServer, Process, Sys, exit, self, spawnLink, type Term } from "beamish";
import { scenario } from "../support/scenario.ts";
import { server, term } from "../support/scripted.ts";

export default scenario(function* (h) {
  const { t, f, result, flush, gone } = h;
  const m = server(h);
  Process.flag("trap_exit", true);
  for (const r of term([
    ["ok"],
    ["ok", 1, "bad"],
    ["ok", 1, -5],
    ["ok", 1, 0],
    ["ok", 1, "hibernate"],
    ["ok", 1, ["continue", "c"]],
    ["ok", 1, ["continue"]],
    ["error", "e"],
    ["stop", "normal"],
    ["stop", "shutdown"],
    ["stop", ["shutdown", 1]],
    ["stop"],
    "ignore",
    ["ignore", 1],
    undefined,
  ])) {
    const x: Term = yield* result(() => GenServer.startLink(m, ["ret", r], { name: "initname" }));
    t(f(r), x[0] === "ok" ? "started" : x);
    if (x[0] === "ok") {
      const p = x[1];
      t("state", yield* Sys.getState(p));
      yield* Process.sleep(5);
      Process.unlink(p);
      yield* Process.exit(p, "kill");
      yield* gone(p);
    }
    t("mail", yield* flush(5));
    t("name", Process.whereis("initname"));
  }
  const F: Term = {
    exit: () => exit("boo"),
    exitn: () => exit("normal"),
    raise: () => {
      throw new Error("boo");
    },
    throw: () => {
      throw "boo";
    },
    self_exit: () => Process.exit(self(), "kill"),
    linked: function* () {
      spawnLink(() => exit("from_child"));
      yield* Process.sleep(50);
    },
  };
  for (const [n, fun] of Object.entries(F)) {
    t(n, yield* result(() => GenServer.startLink(m, term(["ret", fun]))));
    t("mail", yield* flush(5));
    t("start", yield* result(() => GenServer.start(m, term(["ret", fun]))));
  }
});
