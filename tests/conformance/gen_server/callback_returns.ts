import { GenServer, Process, Sys, send, type Term } from "beamish";
import { scenario } from "../support/scenario.ts";
import { server } from "../support/scripted.ts";

export default scenario(function* (h) {
  const { t, f, c, mon, wait } = h;
  const m = server(h);
  const C: Term[] = [
    ["noreply", 1, "bad"],
    ["stop", "r"],
    ["stop", "r", 1, 2, 3],
    ["reply", 1, 2, ["continue"]],
    ["reply", 1, 2, -1],
    ["noreply"],
    ["ok", 1],
    ["stop", "normal", "rep", "st"],
    ["stop", "shutdown", "st"],
    ["reply", "rep", "st", "hibernate"],
    ["reply", "rep", "st", ["continue", "c"]],
    ["reply", "rep", "st", 0],
    ["reply", "rep", "st", "infinity"],
  ];
  const K: Term[] = [
    ["noreply", 1, "bad"],
    ["stop", "r"],
    ["stop", "r", "rep", "st"],
    "noreply",
    ["stop", "normal", "st"],
    ["stop", ["shutdown", 1], "st"],
    ["noreply", "st", 5],
    ["noreply", "st", ["continue", ["do", ["stop", "from_continue", "st2"]]]],
    ["noreply", "st", ["continue", ["do", ["reply", 1, 2]]]],
    ["noreply", "st", ["continue", ["do", ["noreply", "st3", ["continue", "more"]]]]],
    ["noreply", "st", ["continue", ["do", ["noreply", "st3", 0]]]],
  ];
  const I: Term[] = [
    ["reply", 1, 2],
    ["stop", "info_stop", "st"],
    ["noreply", "st", 0],
  ];
  for (const [how, r] of [
    ...C.map((x) => ["call", x]),
    ...K.map((x) => ["cast", x]),
    ...I.map((x) => ["info", x]),
  ]) {
    const p: Term = yield* GenServer.start(m, "s0");
    const mm = mon(p);
    if (how === "call") t("call " + f(r), yield* c(() => GenServer.call(p, ["do", r], 50)));
    else if (how === "cast") t("cast " + f(r), GenServer.cast(p, ["do", r]));
    else t("info " + f(r), send(p, ["do", r])[0]);
    t("down", yield* wait(mm, 30));
    if (Process.alive(p)) t("state", yield* Sys.getState(p));
    if (Process.alive(p)) yield* Process.exit(p, "kill");
  }
});
