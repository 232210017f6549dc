import { makeRef, receive, self, send, spawn, type Pid } from "beamish";

type Lines = Record<string, string>;

const Switchboard = {
  start: (lines: Lines) => spawn(() => loop(lines)),

  *dial(board: Pid, extension: string) {
    const ref = makeRef();
    send(board, ["dial", [self(), ref], extension]);
    const [, place] = yield* receive([ref]);
    return place;
  },
};

function* loop(lines: Lines) {
  while (true) {
    const [, [pid, ref], extension] = yield* receive(["dial"]);
    send(pid, [ref, lines[extension] ?? "nobody"]);
  }
}

const board = Switchboard.start({ 101: "kitchen", 102: "reception" });

spawn(function* () {
  console.log(`101: ${yield* Switchboard.dial(board, "101")}`);
  console.log(`102: ${yield* Switchboard.dial(board, "102")}`);
});
