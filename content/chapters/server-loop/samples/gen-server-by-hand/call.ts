import { exit, operation, Process, receive, self, send } from "beamish";
import type { Pid } from "beamish";

/** Ask and wait. Ends with the reply, or exits with a reason. */
export function call(server: Pid, request: unknown, timeout = 5000) {
  return operation("call", function* () {
    const ref = Process.monitor(server, { alias: "reply_demonitor" });
    send(server, ["$call", [self(), ref], request]);
    const mine = (m: unknown[]) => m[0] === ref || m[1] === ref;
    const answer = yield* receive(mine, { after: timeout });
    Process.demonitor(ref, ["flush"]);
    if (answer === "timeout") exit("timeout");
    if (answer[0] === "DOWN") exit(answer[4]);
    return answer[1];
  });
}

/** Tell and go on. */
export function cast(server: Pid, request: unknown) {
  send(server, ["$cast", request]);
}
