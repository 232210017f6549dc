/** A guard for memory where the host has none: browsers tell a worker nothing about its heap. */
import type { HostNode } from "beamish/testing";

/** Each takes about half a gigabyte. */
const MOST_PROCESSES = 1_200_000;
const MOST_MESSAGES = 4_000_000;
/** Mailboxes are counted only while that is quick. */
const FEW_PROCESSES = 10_000;

/** What a system has too much of, in words; `undefined` while all is well. */
export function excessOf(node: HostNode["node"]): string | undefined {
  const count = node.processCount;
  if (count > MOST_PROCESSES) return `There are ${count} processes.`;
  if (count > FEW_PROCESSES) return undefined;
  let messages = 0;
  for (const process of node.processes()) messages += process.mailbox?.length ?? 0;
  return messages > MOST_MESSAGES ? `There are ${messages} messages waiting in mailboxes.` : undefined;
}
