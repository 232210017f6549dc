/** `beamish/testing`: runs that are a pure function of their seed, and what the host of a sandbox needs. */
export { check } from "./check.ts";
export { explore, replay } from "./explore.ts";
export type { Exploration, ExploreOptions, Progress } from "./explore.ts";
export type { Run, RunOptions } from "./run.ts";
export type { TestBody } from "./body.ts";
export { bootNode } from "./boot.ts";
export type { HostCourse, HostNode, HostOptions, HostStatus } from "./host.ts";
export type { Explored, Exploring } from "./course.ts";
export { simulate } from "./simulate.ts";
export type { Simulation, SimulateOptions } from "./simulate.ts";
export { Node } from "../node/node.ts";
export type { NodeOptions } from "../node/node.ts";
export { VirtualClock } from "../kernel/clock.ts";
export type { Clock } from "../kernel/clock.ts";
export type { LogLevel, Output } from "../node/output.ts";
