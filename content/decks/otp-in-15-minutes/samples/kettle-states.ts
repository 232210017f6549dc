import { GenStateMachine, Sys } from "beamish";

type State = "off" | "heating" | "warm";
type In = GenStateMachine.StateFunction<State, number>;

const stay = "keep_state_and_data";
const go = (to: State, boils: number) => ["next_state", to, boils] as const;

const off: In = (_type, _press, boils) => go("heating", boils);
const heating: In = (_type, event, boils) =>
  event === "press" ? stay : go("warm", boils + 1);

const Kettle = {
  callbackMode: "state_functions" as const,
  init: () => ["ok", "off", 0] as const,
  off,
  heating,
};
const kettle = await GenStateMachine.startLink(Kettle);

for (const event of ["press", "press", "100 °C"]) {
  GenStateMachine.cast(kettle, event);
  const [state] = await Sys.getState<[State]>(kettle);
  console.log(`${event}: ${state}`);
}
