/** `beamish/patterns`: what others have built on OTP often enough to have a name. Small modules on top of the behaviours. */
export * as Leader from "./leader.ts";
export * as TcpServer from "./tcp-server.ts";
