import { GenServer, send, type Pid } from "beamish";

type Module = GenServer.Module<string[], string[], "pop", ["push", string]>;

const Stack: Module = {
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

const push = (stack: Pid, plate: string) =>
  GenServer.cast(stack, ["push", plate]);
const pop = (stack: Pid) => GenServer.call(stack, "pop");

const stack = await GenServer.start(Stack, ["a white plate"]);
push(stack, "a blue plate");
send(stack, "hello");
console.log(`top: ${await pop(stack)}`);
console.log(`next: ${await pop(stack)}`);
console.log(`then: ${await pop(stack)}`);
