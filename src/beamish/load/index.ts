/** `beamish/load`: keeping a system up when more is asked of it, or less works in it, than it was built for. */
export * as Fuse from "./fuse.ts";
export * as FuseMonitor from "./fuse-monitor.ts";
export * as SafetyValve from "./safety-valve.ts";
