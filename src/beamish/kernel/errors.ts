export * from "../term/errors.ts";
