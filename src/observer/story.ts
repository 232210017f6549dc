/** The steps of a sequence in sentences: the text equivalent of the drawing. */
import type { Sequence, Step } from "./sequence.ts";

export type NameOf = (pid: string) => string;

export function sentence(step: Step, { lanes }: Sequence, nameOf: NameOf): string {
  const name = (lane: number) => nameOf(lanes[lane]!.pid);
  const { text } = step;
  switch (step.kind) {
    case "start":
      return `${name(step.from)} starts ${name(step.to)}.`;
    case "message":
      return `${name(step.from)} sends ${text} to ${name(step.to)}.`;
    case "call":
      return `${name(step.from)} calls ${name(step.to)} with ${text}.`;
    case "reply":
      return `${name(step.from)} answers ${name(step.to)}: ${text}.`;
    case "signal":
      return `An exit signal goes from ${name(step.from)} to ${name(step.to)}: ${text}.`;
    case "down":
      return `${name(step.to)} is told that ${name(step.from)} is down.`;
    case "crash":
      return `${name(step.lane)} crashes: ${text}.`;
    case "end":
      return `${name(step.lane)} ends: ${text}.`;
    case "passed":
      return `${name(step.lane)} waits, and none of the messages in its mailbox is what it waits for.`;
    case "timer":
      return `${name(step.lane)} sets a timer, ${text}.`;
    case "alarm":
      return `A timer sends ${text} to ${name(step.lane)}.`;
    case "timeout":
      return `${name(step.lane)} has waited as long as it wanted to.`;
  }
}
