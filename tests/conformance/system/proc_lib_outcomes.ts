import { ProcLib, Process, exit, isPid, isRef, self, spawnLink, type Term } from "beamish";
import { scenario } from "../support/scenario.ts";
import { term } from "../support/scripted.ts";

export default scenario(function* (h) {
  const { t, next, flush, wait } = h;
  Process.flag("trap_exit", true);
  const res = function* (part: Term): Term {
    try {
      return yield* part();
    } catch (e) {
      return ["error", term(e).reason];
    }
  };
  const r = (f: Term) => res(() => ProcLib.startLink(f, 30));
  const me = self();
  const x0: Term = yield* r(() => ProcLib.initAck(me, ["ok", self(), "extra"]));
  t("ack", [isPid(x0[1]), x0[2]]);
  t("exit", yield* next());
  t("ack any", yield* r(() => ProcLib.initAck("anything")));
  t("exit", yield* next());
  t("crash", yield* r(() => exit("early")));
  t("mail", yield* flush(5));
  t(
    "raise",
    yield* r(() => {
      throw new Error("early");
    }),
  );
  t("normal", yield* r(() => "ok"));
  t("mail", yield* flush(5));
  t("timeout", yield* r(() => Process.sleep("infinity")));
  t("mail", yield* flush(5));
  t("ack error", yield* r(() => ProcLib.initAck(["error", "sorry"])));
  t("mail", yield* flush(5));
  const s = (f: Term) => res(() => ProcLib.start(f, 30));
  t("start crash", yield* s(() => exit("early")));
  t("start timeout", yield* s(() => Process.sleep("infinity")));
  t("start trap timeout", yield* s(() => (Process.flag("trap_exit", true), Process.sleep("infinity"))));
  t(
    "start two acks",
    yield* s(() => {
      ProcLib.initAck(me, 1);
      ProcLib.initAck(me, 2);
    }),
  );
  t(
    "mail",
    (yield* flush(5)).map((m: Term) => (m[0] === "ack" ? [isPid(m[1]), m[2]] : m)),
  );
  const [x, ref] = yield* ProcLib.startMonitor(() => ProcLib.initAck(me, "hi"), 30);
  t("mon", [x, isRef(ref), yield* wait(ref)]);
  const mf = yield* res(() => ProcLib.startMonitor(() => exit("mm"), 30));
  t("mon fail", [mf, true, "mm"]);
  let p: Term = ProcLib.spawnLink(() => exit("shutdown"));
  const e1: Term = yield* next();
  t("spawn_link", e1[0] === "EXIT" && e1[1] === p && e1[2] === "shutdown");
  p = ProcLib.spawnLink(() => {
    throw new Error("x");
  });
  t("raise", term(yield* next())[2]);
  p = ProcLib.spawnLink(() => {
    throw "ball";
  });
  t("throw", term(yield* next())[2]);
  p = spawnLink(() => {
    throw "ball";
  });
  t("plain throw", term(yield* next())[2]);
});
