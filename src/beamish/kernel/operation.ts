export * from "../node/operation.ts";
