import { Process, exit, receive, spawnLink } from "beamish";
import { scenario } from "../support/scenario.ts";
import { term } from "../support/scripted.ts";

export default scenario(function* (h) {
  const { t, f, c, next, idle, gone } = h;
  Process.flag("trap_exit", true);
  for (const r of term([
    "normal",
    "kill",
    "killed",
    "shutdown",
    ["shutdown", 1],
    undefined,
    ["a", [1]],
    "text",
  ])) {
    spawnLink(() => exit(r));
    t(f(r), yield* next());
    const p = spawnLink(() => Process.sleep("infinity"));
    yield* Process.exit(p, r);
    t("sig " + f(r), yield* next(20));
    const q = spawnLink(function* () {
      Process.flag("trap_exit", true);
      exit(["got", yield* receive()]);
    });
    yield* Process.sleep(5);
    yield* Process.exit(q, r);
    t("trap " + f(r), yield* next(20));
  }
  const p = idle("d");
  yield* Process.exit(p, "kill");
  yield* gone(p);
  t("exit dead", yield* Process.exit(p, "x"));
  t("unlink dead", Process.unlink(p));
  t("alive", Process.alive(p));
  t("info", [Process.info(p), Process.info(p, "links"), Process.info(p, ["links"])]);
  t("flag", [
    Process.flag("trap_exit", true),
    Process.flag("trap_exit", false),
    Process.flag("priority", "high"),
    Process.flag("priority", "normal"),
  ]);
  t("bad flag", yield* c(() => Process.flag("trap_exit", term(1))));
  t("bad flag", yield* c(() => Process.flag(term("bogus"), term(1))));
  t("bad exit", yield* c(() => Process.exit(term("name"), "x")));
  t("bad link", yield* c(() => Process.link(term("name"))));
});
