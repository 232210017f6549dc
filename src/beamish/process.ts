/**
 * `Process`: what can be done to a process by its pid. Follows Elixir's `Process` module and, where that has no function,
 * Erlang's `erlang`.
 */
export { hibernate, sleep } from "./operations.ts";
export { spawn } from "./primitives.ts";
export { send } from "./process/send.ts";
export { delete, get, getKeys, put } from "./process/dictionary.ts";
export { exit, link, unlink } from "./process/exits.ts";
export { flag, groupLeader, setLabel } from "./process/flags.ts";
export { alive, info, list } from "./process/info.ts";
export type { Info } from "./process/info.ts";
export { alias, demonitor, monitor, unalias } from "./process/monitors.ts";
export type { DemonitorOptions, MonitorOptions } from "./process/monitors.ts";
export { register, registered, unregister, whereis } from "./process/registered.ts";
export { spawnRequest, spawnRequestAbandon } from "./process/spawn-request.ts";
export type { SpawnRequestOptions } from "./process/spawn-request.ts";
export { cancelTimer, readTimer, sendAfter, startTimer } from "./process/timers.ts";
export type { CancelTimerOptions, TimerOptions } from "./process/timers.ts";
