import type { Pid } from "beamish";
import { call, cast } from "./call.ts";
import { startServer, type Module } from "./server.ts";

const callbacks: Module<string[], string[], "pop", ["push", string]> = {
  init: (plates) => ["ok", plates],

  handleCall(_pop, _from, [top = "nothing", ...rest]) {
    return ["reply", top, rest];
  },

  handleCast([, plate], plates) {
    return ["noreply", [plate, ...plates]];
  },

  handleInfo(message, plates) {
    console.log(`stack: somebody says ${message}`);
    return ["noreply", plates];
  },
};

export const start = (plates: string[]) => startServer(callbacks, plates);
export const push = (stack: Pid, plate: string) => cast(stack, ["push", plate]);
export const pop = (stack: Pid) => call(stack, "pop");
