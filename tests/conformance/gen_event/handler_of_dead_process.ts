import { GenEvent, Process, receive, self, send, spawn } from "beamish";
import { scenario } from "../support/scenario.ts";
import { handlers } from "../support/scripted.ts";

export default scenario(function* (h) {
  const { t, flush, gone, name, next } = h;
  const { H1 } = handlers(h);
  const m = yield* GenEvent.start();
  const me = self();
  const o = name(
    spawn(function* () {
      yield* GenEvent.addSupHandler(m, H1, "a");
      yield* GenEvent.addSupHandler(m, [H1, 2], "b");
      send(me, "go");
      yield* receive();
    }),
    "o",
  );
  yield* next();
  yield* GenEvent.addHandler(m, [H1, 3], "c");
  yield* Process.exit(o, "gone");
  yield* gone(o);
  t("which", yield* GenEvent.whichHandlers(m));
  yield* Process.exit(m, "hello");
  t("which", yield* GenEvent.whichHandlers(m));
  yield* Process.exit(m, "kill");
  t("killed", yield* flush(10));
});
