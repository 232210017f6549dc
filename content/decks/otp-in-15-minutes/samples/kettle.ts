import { exit, type Pid, Process, receive, send, spawnLink } from "beamish";

Process.flag("trap_exit", true);

const kettle = spawnLink(function* () {
  yield* receive(["boil"]);
  exit("boiled_dry");
});
send(kettle, ["boil"]);

const [signal, from, reason] = await receive<["EXIT", Pid, string]>();
console.log(`${signal}: ${reason}`);
console.log(from === kettle);
