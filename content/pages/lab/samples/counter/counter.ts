import { GenServer } from "beamish";

/** Counts visits, and cannot stand the number 13. */
export const Counter = {
  startLink: () => GenServer.startLink(Counter, 0, { name: "counter" }),
  childSpec: () => ({ id: "counter", start: () => Counter.startLink() }),
  visit: () => GenServer.call<number>("counter", "visit"),

  init: (count: number) => ["ok", count] as const,
  handleCall(_request: "visit", _from: unknown, count: number) {
    if (count + 1 === 13) throw new Error("thirteen is too many");
    return ["reply", count + 1, count + 1] as const;
  },
};
