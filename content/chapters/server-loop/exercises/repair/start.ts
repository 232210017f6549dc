import { Process, receive, self, send, type Pid } from "beamish";

/**
 * Ask a server, which sends `[ref, reply]` to the address in first place.
 * Returns the reply, exits with the server's reason if it dies,
 * and exits with "timeout" after `timeout` ms.
 */
export function* call(server: Pid, request: string, timeout: number) {
  const ref = Process.monitor(server);
  send(server, [[self(), ref], request]);
  const [, reply] = yield* receive([ref], {
    after: timeout,
    else: () => [ref, "timeout"],
  });
  return reply;
}
