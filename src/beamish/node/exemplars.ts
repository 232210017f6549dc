/** Objects that stay: one of each class whose objects come and go with every call. */
import type { Process } from "../kernel/process.ts";

type Make = (shell: Process) => object;
const makers: Make[] = [];

/**
 * Has every node keep one object of a class. When a garbage collection finds no object of a class, the engine throws the code
 * away that it has optimised for such objects, and is slow until it has learnt again. Measured over a run with one collection:
 * calls and restarts are a fifth faster if there is always one.
 */
export function keepOne(make: Make): void {
  makers.push(make);
}

/** Those of a node. None of them does anything. */
export function makeExemplars(shell: Process): readonly object[] {
  return makers.map((make) => make(shell));
}
