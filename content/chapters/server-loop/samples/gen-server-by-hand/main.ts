import { send } from "beamish";
import { pop, push, start } from "./stack.ts";

const stack = await start(["a white plate"]);
push(stack, "a blue plate");
send(stack, "hello");
console.log(`top: ${await pop(stack)}`);
console.log(`next: ${await pop(stack)}`);
console.log(`then: ${await pop(stack)}`);
