import { exit, operation, Process, receive, self, send } from "beamish";
import { spawnMonitor, type Pid, type Ref } from "beamish";

export interface Module<State, Init, Call, Cast> {
  init(arg: Init): ["ok", State] | ["stop", reason: unknown];
  handleCall(call: Call, from: From, state: State): ["reply", unknown, State];
  handleCast(cast: Cast, state: State): ["noreply", State];
  handleInfo(message: unknown, state: State): ["noreply", State];
}
type From = [caller: Pid, ref: Ref];

export function startServer<S, I, C, K>(module: Module<S, I, C, K>, arg: I) {
  return operation("start", function* () {
    const parent = self();
    const [pid, ref] = spawnMonitor(function* () {
      const result = module.init(arg);
      if (result[0] === "stop") exit(result[1]);
      send(parent, ["started", self()]);
      yield* loop(module, result[1]);
    });
    const answer = yield* receive((m) => m[1] === pid || m[1] === ref);
    Process.demonitor(ref, ["flush"]);
    if (answer[0] === "DOWN") exit(answer[4]);
    return pid;
  });
}

function* loop<S, I, C, K>(module: Module<S, I, C, K>, initial: S) {
  let state = initial;
  while (true) {
    const message = yield* receive();
    if (message[0] === "$call") {
      const [, from, request] = message;
      const [, reply, next] = module.handleCall(request, from, state);
      send(from[1], [from[1], reply]);
      state = next;
    } else if (message[0] === "$cast") {
      [, state] = module.handleCast(message[1], state);
    } else {
      [, state] = module.handleInfo(message, state);
    }
  }
}
