import { Application, exit, Process, receive, send, spawnLink, type Pid, type Steps } from "beamish";
import { scenario } from "../support/scenario.ts";
import { term } from "../support/scripted.ts";

type Start = () => unknown;

/** Registers an application's top process under its name; it ends as it is told. */
function* top(name: string): Steps<Pid> {
  const pid = spawnLink(function* () {
    const [, reason] = yield* receive<readonly [string, unknown]>(["exit"]);
    exit(reason);
  });
  Process.register(pid, name);
  return pid;
}

const isRunning = (name: string) => Application.startedApplications().some(([other]) => other === name);

export default scenario(function* ({ t, answer, until }) {
  const load = (name: string, needs: string[], start?: Start, optional: string[] = []) => {
    const module: Application.Module = {
      name: "App",
      start() {
        t("start", name);
        return term(start?.());
      },
      prepStop: (state) => (t("prep_stop", state), state),
      stop: (state) => t("stop", state),
    };
    const mod = start === undefined ? {} : { mod: module };
    const applications = ["kernel", ...needs];
    Application.load({ name, vsn: "1", applications, optionalApplications: optional, ...mod });
  };
  const start = (name: string) => answer(() => Application.start(name));
  const stop = (name: string) => answer(() => Application.stop(name));
  const all = (name: string) =>
    answer(function* () {
      return ["ok", yield* Application.ensureAllStarted(name)];
    });
  const fell = function* (name: string, reason: string) {
    send(Process.whereis(name)!, ["exit", reason]);
    return yield* until(() => !isRunning(name));
  };

  load("base", [], () => top("base"));
  load("module", ["base"], () => top("module"));
  load("library", ["base"]);
  t("needs", yield* start("module"));
  t("library needs", yield* start("library"));
  t("all", yield* all("library"));
  yield* stop("library");
  t("ended", yield* fell("base", "crash"));
  t("library over it", yield* start("library"));
  t("module over it", yield* start("module"));
  t("ensure_started", yield* answer(() => Application.ensureStarted("module")));
  t("all again", yield* all("module"));
  t("stop", yield* stop("module"));
  yield* fell("base", "normal");
  t("stop what has ended", yield* stop("base"));
  t("stop it again", yield* stop("base"));
  t("needs", yield* start("module"));
  t("library runs", isRunning("library"));

  load("state", [], function* (): Steps<unknown> {
    return ["ok", yield* top("state"), "kept"];
  });
  t("with state", [yield* start("state"), yield* stop("state")]);
  load("picky", ["absent", "base"], undefined, ["absent", "base"]);
  t("optional", yield* start("picky"));
  load("eager", ["absent", "base"], () => top("eager"), ["absent", "base"]);
  t("optional", yield* all("eager"));

  const failures: Record<string, Start> = {
    normal: () => exit("normal"),
    bye: () => exit("bye"),
    no: () => ["error", "no"],
    thrown: () => {
      throw "ball";
    },
    none: () => "ignore",
  };
  for (const [name, what] of Object.entries(failures)) {
    load(name, [], what);
    t("fails", yield* start(name));
    t("is not started", yield* stop(name));
  }

  load("above", ["library", "bye"]);
  t("all or none", yield* all("above"));
  t("still there", [isRunning("library"), isRunning("bye")]);
});
