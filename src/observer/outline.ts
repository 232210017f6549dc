/** The process tree as a list of rows, so that only those in view have to be drawn. */
import { intensityText, type Intensity } from "./intensity.ts";
import type { ProcessView, System, TreeNode } from "./model.ts";

/** One line of the tree. */
export interface OutlineRow {
  readonly process: ProcessView;
  /** Roots are at level 1. */
  readonly level: number;
  /** Which it is among its siblings, from 1, and how many they are. */
  readonly place: number;
  readonly siblings: number;
  /** Whether there are rows below it, shown or folded away. */
  readonly children: number;
  readonly isFolded: boolean;
  /** For each level above: whether the line to a later sibling of that ancestor goes through this row. */
  readonly rails: readonly boolean[];
}

/** Below this level the tree is indented no further. */
const DEEPEST = 24;

/**
 * The rows of the tree from top to bottom.
 *
 * @param folded processes whose children are not shown
 */
export function outline(system: System, folded: ReadonlySet<string> = new Set()): readonly OutlineRow[] {
  const rows: OutlineRow[] = [];
  const waiting: {
    node: TreeNode;
    place: number;
    siblings: number;
    level: number;
    rails: readonly boolean[];
  }[] = [];
  const push = (nodes: readonly TreeNode[], level: number, rails: readonly boolean[]) => {
    for (let at = nodes.length; at > 0; at--)
      waiting.push({ node: nodes[at - 1]!, place: at, siblings: nodes.length, level, rails });
  };
  push(system.tree(), 1, []);
  // Not by recursion: a chain of processes may be of any length.
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, ...position } = next;
    const { process, children } = node;
    const isFolded = folded.has(process.pid);
    rows.push({ process, ...position, children: children.length, isFolded });
    const isDeep = position.rails.length >= DEEPEST;
    const rails = isDeep ? position.rails : [...position.rails, position.place < position.siblings];
    if (!isFolded) push(children, position.level + 1, rails);
  }
  return rows;
}

/**
 * What a row says of a process, in words: what a screen reader reads, and what is shown to who points at it.
 *
 * @param tie how it is tied to another process that the reader looks at: "linked"
 */
export function processText(process: ProcessView, intensity?: Intensity, tie = ""): string {
  const { name, pid, lamp, reason, restarts, mailbox } = process;
  const facts = [
    lamp,
    reason ?? "",
    mailbox > 0 ? `${mailbox} in mailbox` : "",
    restartsText(restarts),
    intensity ? `used ${intensityText(intensity)}` : "",
    tie,
  ];
  const said = facts.filter((fact) => fact !== "").join(", ");
  return `${name === undefined ? "" : `${name} `}${pid}: ${said}`;
}

/** How often a process was restarted, in words; nothing if it was not. */
export function restartsText(restarts: number): string {
  if (restarts === 0) return "";
  return restarts === 1 ? "restarted once" : `restarted ${restarts} times`;
}

/** Where a key leads in the tree, as the ARIA practices describe it. */
export type Move = { readonly to: string } | { readonly fold: string } | { readonly unfold: string };

/** @param pid the row that has the focus; undefined before the first */
export function moveBy(key: string, rows: readonly OutlineRow[], pid: string | undefined): Move | undefined {
  const at = Math.max(
    0,
    rows.findIndex((row) => row.process.pid === pid),
  );
  const row = rows[at];
  if (!row) return undefined;
  const to = (index: number): Move | undefined => {
    const target = rows[Math.max(0, Math.min(index, rows.length - 1))];
    return target && { to: target.process.pid };
  };
  switch (key) {
    case "ArrowDown":
      return to(at + 1);
    case "ArrowUp":
      return to(at - 1);
    case "Home":
      return to(0);
    case "End":
      return to(rows.length - 1);
    case "PageDown":
      return to(at + 10);
    case "PageUp":
      return to(at - 10);
    case "ArrowRight":
      if (row.children === 0) return undefined;
      return row.isFolded ? { unfold: row.process.pid } : to(at + 1);
    case "ArrowLeft":
      if (row.children > 0 && !row.isFolded) return { fold: row.process.pid };
      return row.process.parent === undefined ? undefined : { to: row.process.parent };
    default:
      return undefined;
  }
}
