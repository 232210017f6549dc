import { receive, send, spawn, type Pid, type Ref } from "beamish";

type Request =
  [tag: "leave", from: Pid, ref: Ref, coat: string] | [tag: "fetch", from: Pid, ref: Ref, ticket: number];

/** Open a cloakroom. Tickets count from 1. */
export function openCloakroom(): Pid {
  return spawn(function* () {
    const coats: string[] = [];
    while (true) {
      const [tag, from, ref, what] = yield* receive<Request>();
      if (tag === "leave") {
        coats.push(what);
        send(from, [ref, coats.length]);
      } else {
        send(from, [ref, coats[what - 1]]);
      }
    }
  });
}
