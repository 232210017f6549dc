/** Erlang/OTP for TypeScript. The public face: re-exports only. */
export { exit, makeRef, node, self, send, spawn, spawnLink, spawnMonitor } from "./kernel/primitives.ts";
export type { Body, SpawnOptions } from "./kernel/primitives.ts";
export { fromPromise, operation, receive } from "./kernel/operation.ts";
export type { Op, Pattern, ReceiveOptions, Timeout } from "./kernel/operation.ts";
export { _, inspect, isPid, isRef, Pid, Ref } from "./kernel/term.ts";
export type { Term } from "./kernel/term.ts";
export { ArgumentError, ErlangError, Exit, StartError, formatExit } from "./kernel/errors.ts";
export type { Name, Server, Via } from "./kernel/names.ts";
export type { Steps, Wait } from "./kernel/process.ts";
export { Node } from "./kernel/node.ts";
export type { NodeOptions } from "./kernel/node.ts";
export * as GenServer from "./gen/gen-server.ts";
export * as ProcLib from "./gen/proc-lib.ts";
export * as Sys from "./gen/sys.ts";
export * as Logger from "./logger.ts";
export * as Process from "./process.ts";
export * as System from "./system.ts";
