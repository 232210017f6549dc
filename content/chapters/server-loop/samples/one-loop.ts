import { makeRef, receive, self, send, spawn, type Pid } from "beamish";

type Handle<Q, S> = (request: Q, state: S) => [reply: string, state: S];

// Generic: knows about processes, and nothing about telephones.
function start<Q, S>(handle: Handle<Q, S>, initial: S) {
  return spawn(function* () {
    let state = initial;
    while (true) {
      const [[pid, ref], request] = yield* receive();
      const [reply, next] = handle(request, state);
      send(pid, [ref, reply]);
      state = next;
    }
  });
}

// Specific: knows about telephones, and nothing about processes.
type Lines = Record<string, string>;
const switchboard: Handle<string, Lines> = (extension, lines) => [
  lines[extension] ?? "nobody",
  lines,
];

// Specific: adds up what a shop sells.
const sales: Handle<number, number> = (price, sum) => [
  `${sum + price} so far`,
  sum + price,
];

spawn(function* () {
  const board = start(switchboard, { 101: "kitchen", 102: "reception" });
  console.log(`101: ${yield* call(board, "101")}`);
  console.log(`999: ${yield* call(board, "999")}`);

  const till = start(sales, 0);
  console.log(`till: ${yield* call(till, 3)}`);
  console.log(`till: ${yield* call(till, 4)}`);
});

function* call(server: Pid, request: unknown) {
  const ref = makeRef();
  send(server, [[self(), ref], request]);
  const [, reply] = yield* receive([ref]);
  return reply;
}
