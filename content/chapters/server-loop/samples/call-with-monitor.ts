import { Exit, exit, Process, receive, self, send, spawn } from "beamish";
import type { Pid } from "beamish";

type Lines = Record<string, string>;

const Switchboard = {
  start: (lines: Lines) => spawn(() => loop(lines)),

  *dial(board: Pid, extension: string) {
    const ref = Process.monitor(board);
    send(board, ["dial", [self(), ref], extension]);
    const answer = yield* receive((m) => m[0] === ref || m[1] === ref);
    if (answer[0] === "DOWN") exit(answer[4]);
    Process.demonitor(ref, ["flush"]);
    return answer[1];
  },
};

function* loop(lines: Lines) {
  while (true) {
    const [, [pid, ref], extension] = yield* receive(["dial"]);
    send(pid, [ref, lines[extension] ?? exit("no_such_extension")]);
  }
}

const board = Switchboard.start({ 101: "kitchen", 102: "reception" });

spawn(function* () {
  for (const extension of ["101", "999", "101"]) {
    try {
      const place = yield* Switchboard.dial(board, extension);
      console.log(`${extension}: ${place}`);
    } catch (error) {
      if (error instanceof Exit)
        console.log(`${extension}: no answer, ${error.reason}`);
    }
  }
});
