import { exit, Process, receive, send, type Pid } from "beamish";

/**
 * Ask a server. It sends `[ref, reply]` to the address that stands first in the pair.
 * Returns the reply. Exits with the server's reason if it dies, and with "timeout" after `timeout` ms.
 */
export function* call(server: Pid, request: string, timeout: number) {
  const ref = Process.monitor(server, { alias: "reply_demonitor" });
  send(server, [[ref, ref], request]);
  const answer = yield* receive((message) => message[0] === ref || message[1] === ref, { after: timeout });
  Process.demonitor(ref, ["flush"]);
  if (answer === "timeout") exit("timeout");
  if (answer[0] === "DOWN") exit(answer[4]);
  return answer[1];
}
