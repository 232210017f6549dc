import { exit, type Pid, Process, receive, send, spawnLink } from "beamish";

type ExitMessage = ["EXIT", Pid, string];

Process.flag("trap_exit", true);

const kettle = spawnLink(function* () {
  yield* receive(["boil"]);
  exit("boiled_dry");
});
send(kettle, ["boil"]);

const [signal, from, reason] = await receive<ExitMessage>();
console.log(`${signal}: ${reason}`);
console.log(from === kettle);
