/** Draws the process tree as nested lists: a lamp, a name, a pid and a word for every process. */
import { intensityText } from "./intensity.ts";
import type { ProcessView, System, TreeNode } from "./model.ts";
import { escapeText } from "./sequence-svg.ts";

export interface TreeOptions {
  /** Offer a Kill button for these processes (none if not given). */
  readonly killable?: (process: ProcessView) => boolean;
  /** Begin with what the reader's shell has started, and leave out the shell. */
  readonly withoutShell?: boolean;
}

/**
 * The tree as HTML text. A process that has crashed is shown with its reason.
 */
export function treeHtml(system: System, options: TreeOptions = {}): string {
  const all = system.tree();
  const roots = options.withoutShell
    ? all.flatMap((node) => (node.process.name === "you" ? node.children : [node]))
    : all;
  if (roots.length === 0) return "";
  return `<ul class="tree" role="list">${roots.map((node) => branch(node, system, options)).join("")}</ul>`;
}

function branch(node: TreeNode, system: System, options: TreeOptions): string {
  const { process, children } = node;
  const below = children.map((child) => branch(child, system, options)).join("");
  return `<li>${row(process, system, options)}${below ? `<ul role="list">${below}</ul>` : ""}</li>`;
}

function row(process: ProcessView, system: System, options: TreeOptions): string {
  const name = escapeText(process.name ?? "process");
  const pid = escapeText(process.pid);
  const meter = system.intensity(process.pid);
  const facts = [
    process.mailbox > 0 ? `${process.mailbox} in mailbox` : "",
    process.restarts > 0 ? `restarted ${process.restarts}×` : "",
    meter ? intensityText(meter) : "",
  ].filter((fact) => fact !== "");
  const kill = options.killable?.(process)
    ? `<button class="btn kill s" type="button" data-kill="${pid}" aria-label="Kill ${name}">Kill</button>`
    : "";
  return (
    `<div class="proc" data-state="${process.lamp}" data-pid="${pid}"><i class="lamp"></i><b>${name}</b>` +
    `<span class="pid">${pid}</span>${facts.map((fact) => `<span class="fact">${fact}</span>`).join("")}` +
    `<span class="st">${process.lamp === "crashed" && process.reason ? `crashed: ${escapeText(shortReason(process.reason))}` : process.lamp}</span>${kill}</div>`
  );
}

function shortReason(reason: string): string {
  return reason.length <= 24 ? reason : `${reason.slice(0, 23)}…`;
}
