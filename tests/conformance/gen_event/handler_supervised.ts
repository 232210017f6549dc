import { GenEvent, Process, exit, self } from "beamish";
import { scenario } from "../support/scenario.ts";
import { handlers, refusal } from "../support/scripted.ts";

export default scenario(function* (h) {
  const { t, flush } = h;
  const { H1, H2 } = handlers(h);
  const links = () => Process.info(self(), "links")![1].length;
  const m = yield* GenEvent.start();
  t("add", yield* GenEvent.addSupHandler(m, H1, "a"));
  t("links", links());
  t("delete", yield* GenEvent.deleteHandler(m, H1, "bye"));
  t("mail", yield* flush(10));
  t("links", links());
  yield* GenEvent.addSupHandler(m, [H1, 1], "a");
  yield* GenEvent.syncNotify(m, ["do", "bogus"]);
  t("mail", yield* flush(10));
  yield* GenEvent.addSupHandler(m, [H1, 1], "a");
  yield* GenEvent.syncNotify(m, ["do", () => exit("crash")]);
  t("mail", yield* flush(10));
  yield* GenEvent.addSupHandler(m, H1, "a");
  yield* GenEvent.syncNotify(m, ["do", "remove_handler"]);
  t("mail", yield* flush(10));
  yield* GenEvent.addSupHandler(m, H1, "a");
  t("swap", yield* GenEvent.swapHandler(m, [H1, "out"], [H2, "in"]));
  t("mail", yield* flush(10));
  t("swap sup", yield* GenEvent.swapSupHandler(m, [H2, "out"], [H1, "in"]));
  t("mail", yield* flush(10));
  t("swap unknown", yield* GenEvent.swapHandler(m, [H2, "out"], [[H1, 9], "in"]));
  t("which", yield* GenEvent.whichHandlers(m));
  t("swap refuse", yield* refusal(() => GenEvent.swapHandler(m, [H1, "out"], [H2, ["ret", "no"]])));
  t(
    "swap refuse",
    yield* refusal(() => GenEvent.swapHandler(m, [[H1, 9], "out"], [H2, ["ret", ["error", "no"]]])),
  );
  t("mail", yield* flush(10));
  t("which", yield* GenEvent.whichHandlers(m));
  t("fail", yield* refusal(() => GenEvent.addSupHandler(m, H1, ["ret", "no"])));
  t("mail", yield* flush(10));
  yield* GenEvent.addSupHandler(m, H1, "a");
  yield* GenEvent.addSupHandler(m, [H1, 2], "b");
  t("stop", yield* GenEvent.stop(m));
  t("mail", yield* flush(10));
  t("links", links());
});
