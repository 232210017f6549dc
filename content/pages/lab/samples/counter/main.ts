import { Process, Supervisor } from "beamish";
import { Counter } from "./counter.ts";

await Supervisor.startLink([Counter.childSpec()], { strategy: "one_for_one" });

console.log("first:", await Counter.visit());
console.log("second:", await Counter.visit());

// Kill it. Its supervisor starts another, which counts from the beginning.
const before = Process.whereis("counter")!;
Process.exit(before, "kill");
while ([before, undefined].includes(Process.whereis("counter")))
  await Process.sleep(1);

console.log("after the crash:", await Counter.visit());
