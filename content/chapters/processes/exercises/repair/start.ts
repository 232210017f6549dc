import { receive, send, spawn, type Pid, type Ref } from "beamish";

type Request =
  [tag: "leave", from: Pid, ref: Ref, coat: string] | [tag: "fetch", from: Pid, ref: Ref, ticket: number];

const coats: string[] = [];

/** Open a cloakroom. Tickets count from 1. */
export function openCloakroom(): Pid {
  return spawn(function* () {
    const [tag, from, , what] = yield* receive<Request>();
    if (tag === "leave") {
      coats.push(what);
      send(from, coats.length);
    } else {
      send(from, coats[what - 1]);
    }
  });
}
