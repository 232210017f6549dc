// A CommonJS program has the package too, and the same one: both ways of loading give one module.
// eslint-disable-next-line @typescript-eslint/no-require-imports -- that it can be required is what is tested
const { receive, self, send, spawn } = require("beamish");

const me = self();
spawn(() => send(me, "from a CommonJS program"));
receive().then(async (message) => {
  console.log(message);
  console.log((await import("beamish")).spawn === spawn);
});
