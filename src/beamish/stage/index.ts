/** `beamish/stage`: events that flow no faster than they are asked for. */
export * as ConsumerSupervisor from "./consumer-supervisor.ts";
export * as Flow from "./flow/index.ts";
export * as GenStage from "./gen-stage.ts";
