import { GenServer, send, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";

const Bare: GenServer.Module<string, undefined> = { init: () => ["ok", "bare"] };

const Partial = {
  init: () => ["ok", undefined],
  handleCall: (request: unknown, _from: unknown, s: unknown) =>
    request === "known" ? ["reply", "yes", s] : undefined,
  handleInfo: (message: unknown, s: unknown) => (message === "known" ? ["noreply", s] : undefined),
} as unknown as GenServer.Module<undefined, undefined>;

export default scenario(function* ({ t, f, c, mon, wait }) {
  const kind = (ended: unknown): unknown => {
    const isCall = Array.isArray(ended) && ended[0] === "exit" && f(ended[1][1]) === "GenServer.call/3";
    const reason: unknown = isCall ? ended[1][0] : ended;
    return reason instanceof Error ? ["crashed_with", f(reason).replace(/\(.*/, "")] : reason;
  };

  let p = (yield* GenServer.start(Bare, undefined))!;
  send(p, "whatever");
  t("bare info", yield* Sys.getState(p));
  t("bare call", kind(yield* c(() => GenServer.call(p, "x"))));
  p = (yield* GenServer.start(Bare, undefined))!;
  let monitor = mon(p);
  GenServer.cast(p, "x");
  t("bare cast", kind(yield* wait(monitor)));
  p = (yield* GenServer.start(Partial, undefined))!;
  t("partial call", kind(yield* c(() => GenServer.call(p, "other"))));
  p = (yield* GenServer.start(Partial, undefined))!;
  monitor = mon(p);
  send(p, "other");
  t("partial info", kind(yield* wait(monitor)));
});
