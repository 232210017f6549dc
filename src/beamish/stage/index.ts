/** `beamish/stage`: events that flow no faster than they are asked for. */
export * as GenStage from "./gen-stage.ts";
