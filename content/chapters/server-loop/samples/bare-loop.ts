import { exit, receive, self, send, spawn } from "beamish";

const lines: Record<string, string> = { 101: "kitchen", 102: "reception" };

const board = spawn(function* () {
  while (true) {
    const [, from, extension] = yield* receive(["dial"]);
    send(from, lines[extension] ?? exit("no_such_extension"));
  }
});

const answer = () => receive({ after: 100, else: () => "silence" });

send(board, ["dial", self(), "101"]);
console.log(`101: ${await answer()}`);

send(board, ["dail", self(), "102"]);
console.log(`102: ${await answer()}`);

send(board, ["dial", self(), "999"]);
console.log(`999: ${await answer()}`);

send(board, ["dial", self(), "101"]);
console.log(`101: ${await answer()}`);
