import { exit, Process, receive, send, type Pid } from "beamish";

/**
 * Ask a server, which sends `[ref, reply]` to the address in first place.
 * Returns the reply, exits with the server's reason if it dies,
 * and exits with "timeout" after `timeout` ms.
 */
export function* call(server: Pid, request: string, timeout: number) {
  const ref = Process.monitor(server, { alias: "reply_demonitor" });
  send(server, [[ref, ref], request]);
  const mine = (m: unknown[]) => m[0] === ref || m[1] === ref;
  const answer = yield* receive(mine, { after: timeout });
  Process.demonitor(ref, ["flush"]);
  if (answer === "timeout") exit("timeout");
  if (answer[0] === "DOWN") exit(answer[4]);
  return answer[1];
}
