/** What a reader sees of Node starting: its steps with their lamps, and, when it does not start, why and what to do. */

/** A step, by the names of the engine, and as it is called here. */
const STEPS = {
  browser: "Checking this browser",
  service: "Reaching the service",
  node: "Starting Node",
  files: "Putting your files into it",
} as const;
type Step = keyof typeof STEPS;

/** Why there is no Node: a title, and whether asking again can help. The engine's own sentence stands below. */
const OBSTACLES: Readonly<Record<string, { readonly title: string; readonly again: boolean }>> = {
  unsupported: { title: "This browser cannot run Node", again: false },
  not_isolated: { title: "This page may not run Node", again: false },
  unreachable: { title: "There is no network", again: true },
  blocked: { title: "The service is blocked, or down", again: true },
  slow: { title: "Node is slow to start", again: true },
  failed: { title: "Node did not start", again: true },
};

export interface Failure {
  readonly title: string;
  readonly message: string;
  /** Asking again may help. */
  readonly again: boolean;
}

/** What to say about a boot that failed. */
export function failureOf(error: unknown): Failure {
  const obstacle = error instanceof Error && "obstacle" in error ? String(error.obstacle) : "failed";
  const message = error instanceof Error ? error.message : String(error);
  return { ...(OBSTACLES[obstacle] ?? OBSTACLES["failed"]!), message };
}

/** The steps of a boot in an ordered list. */
export class BootSteps {
  readonly #list: HTMLElement;

  constructor(list: HTMLElement) {
    this.#list = list;
    list.replaceChildren(
      ...Object.entries(STEPS).map(([step, name]) => {
        const item = document.createElement("li");
        item.dataset["step"] = step;
        item.append(
          Object.assign(document.createElement("i"), { className: "lamp" }),
          name,
          Object.assign(document.createElement("span"), { className: "st" }),
        );
        return item;
      }),
    );
    this.#mark(-1, "running");
  }

  /** A step begins: those before it are done. */
  begin(step: Step): void {
    this.#mark(Object.keys(STEPS).indexOf(step), "running");
  }

  /** The step that was under way has failed. */
  fail(): void {
    const at = [...this.#list.children].findIndex((item) => item.matches('[data-state="running"]'));
    this.#mark(at, "crashed");
  }

  #mark(at: number, state: "running" | "crashed"): void {
    [...this.#list.children].forEach((item, index) => {
      const shown = index < at ? "done" : index === at ? state : "waiting";
      const words = { done: "done", waiting: "", running: "under way", crashed: "failed" };
      (item as HTMLElement).dataset["state"] = shown;
      item.querySelector(".st")!.textContent = words[shown];
    });
  }
}
