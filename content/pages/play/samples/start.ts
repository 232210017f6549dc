import { receive, self, send, spawn } from "beamish";

const me = self();
spawn(() => send(me, "hello from another process"));

console.log(await receive());
