import { GenEvent, exit } from "beamish";
import { scenario } from "../support/scenario.ts";
import { errorOf, handlers, refusal, term } from "../support/scripted.ts";

export default scenario(function* (h) {
  const { t, c, f } = h;
  const { H1, H2 } = handlers(h);
  const m = yield* GenEvent.start();
  t("add", yield* GenEvent.addHandler(m, H1, "a"));
  t("again", yield* GenEvent.addHandler(m, H1, "b"));
  t("id", yield* GenEvent.addHandler(m, [H1, 1], "c"));
  t("id again", yield* GenEvent.addHandler(m, [H1, 1], "d"));
  t("which", yield* GenEvent.whichHandlers(m));
  yield* GenEvent.syncNotify(m, "e");
  t("call first", yield* GenEvent.call(m, H1, "q"));
  t("call id", yield* GenEvent.call(m, [H1, 1], "q"));
  t("call unknown", yield* errorOf(() => GenEvent.call(m, [H1, 2], "q")));
  t("delete", yield* GenEvent.deleteHandler(m, H1, "bye"));
  t("which", yield* GenEvent.whichHandlers(m));
  t("delete unknown", yield* errorOf(() => GenEvent.deleteHandler(m, H2, "bye")));
  t("delete boom", yield* errorOf(() => GenEvent.deleteHandler(m, [H1, 1], "boom")));
  for (const r of term([
    "bogus",
    ["ok"],
    ["error", "no"],
    ["stop", "x"],
    "ignore",
    ["ok", 1, "hibernate"],
    ["ok", 1, "bogus"],
  ]))
    t(
      "init " + f(r),
      r[0] === "error"
        ? yield* errorOf(() => GenEvent.addHandler(m, [H1, r], ["ret", r]))
        : yield* refusal(() => GenEvent.addHandler(m, [H1, r], ["ret", r])),
    );
  t("init exit", yield* refusal(() => GenEvent.addHandler(m, [H1, "x"], ["ret", () => exit("out")])));
  t(
    "init throw",
    yield* refusal(() =>
      GenEvent.addHandler(
        m,
        [H1, "x"],
        [
          "ret",
          () => {
            throw "out";
          },
        ],
      ),
    ),
  );
  t(
    "init throw ok",
    yield* refusal(() =>
      GenEvent.addHandler(
        m,
        [H1, "y"],
        [
          "ret",
          () => {
            throw ["ok", "thrown"];
          },
        ],
      ),
    ),
  );
  t("which", yield* GenEvent.whichHandlers(m));
  t("dead", yield* c(() => GenEvent.addHandler("nobody", H1, 1)));
  t("dead call", yield* c(() => GenEvent.call("nobody", H1, 1)));
  t("dead call t", yield* c(() => GenEvent.call("nobody", H1, 1, 100)));
  yield* GenEvent.stop(m);
  t("dead notify pid", GenEvent.notify(m, "x"));
  t("dead notify name", yield* c(() => GenEvent.notify("nobody", "x")));
  t("dead notify global", yield* c(() => GenEvent.notify(["global", "nobody"], "x")));
  t("dead sync", yield* c(() => GenEvent.syncNotify("nobody", "x")));
  t("dead which", yield* c(() => GenEvent.whichHandlers("nobody")));
  t("dead delete", yield* c(() => GenEvent.deleteHandler("nobody", H1, "x")));
});
