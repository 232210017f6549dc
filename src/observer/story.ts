/** The steps of a sequence in sentences: the text equivalent of the drawing. */
import type { Arrow, Sequence, Step } from "./sequence.ts";

export type NameOf = (pid: string) => string;

/** What the model calls the reader's own shell. */
const READER = "you";

/**
 * One step as a sentence. The reader's own shell is spoken to: "You call till with …".
 *
 * @param nameOf what to call a process
 */
export function sentence(step: Step, { lanes }: Sequence, nameOf: NameOf): string {
  const name = (lane: number) => nameOf(lanes[lane]!.pid);
  const isReader = (lane: number) => name(lane) === READER;
  /** Who does something, and what: of the verb the third person, then the second. */
  const does = (lane: number, it: string, you: string) =>
    isReader(lane) ? `You ${you}` : `${name(lane)} ${it}`;
  const receiver = ({ from, to }: Arrow) => (from !== to ? name(to) : isReader(to) ? "yourself" : "itself");
  const { text } = step;
  switch (step.kind) {
    case "start":
      return `${does(step.from, "starts", "start")} ${name(step.to)}.`;
    case "message":
      return `${does(step.from, "sends", "send")} ${text} to ${receiver(step)}.`;
    case "call":
      return `${does(step.from, "calls", "call")} ${receiver(step)} with ${text}.`;
    case "reply":
      return `${does(step.from, "answers", "answer")} ${receiver(step)}: ${text}.`;
    case "signal":
      return `An exit signal goes from ${name(step.from)} to ${receiver(step)}: ${text}.`;
    case "down":
      return `${does(step.to, "is", "are")} told that ${name(step.from)} is down.`;
    case "crash":
      return `${does(step.lane, "crashes", "crash")}: ${text}.`;
    case "end":
      return `${does(step.lane, "ends", "end")}: ${text}.`;
    case "passed":
      return isReader(step.lane)
        ? "You wait, and none of the messages in your mailbox is what you wait for."
        : `${name(step.lane)} waits, and none of the messages in its mailbox is what it waits for.`;
    case "timer":
      return `${does(step.lane, "sets", "set")} a timer, ${text}.`;
    case "alarm":
      return `A timer sends ${text} to ${name(step.lane)}.`;
    case "timeout":
      return `${does(step.lane, "has waited as long as it", "have waited as long as you")} wanted to.`;
  }
}
