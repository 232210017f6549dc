import { GenServer, send, Sys } from "beamish";

const Till: GenServer.Module<number, number, "total", "sell", "tick"> = {
  init: (float) => tell("init", ["ok", float]),
  handleCall: (_total, _from, cash) =>
    tell("handle_call", ["reply", cash, cash]),
  handleCast: (_sell, cash) => tell("handle_cast", ["noreply", cash]),
  handleInfo: (_tick, cash) => tell("handle_info", ["noreply", cash]),
  codeChange: (_vsn, cash) => tell("code_change", ["ok", cash]),
  terminate: () => tell("terminate", "ok"),
};

const till = await GenServer.startLink(Till, 0);
await GenServer.call(till, "total");
GenServer.cast(till, "sell");
send(till, "tick");
await Sys.suspend(till);
await Sys.changeCode(till, Till, "1", []);
await Sys.resume(till);
await GenServer.stop(till);

/** Says which callback is answering, and passes its answer on. */
function tell<const Answer>(callback: string, answer: Answer): Answer {
  console.log(callback);
  return answer;
}
