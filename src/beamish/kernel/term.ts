export * from "../term/term.ts";
