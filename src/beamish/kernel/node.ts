export * from "../node/node.ts";
