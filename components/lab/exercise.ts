/**
 * `<beamish-exercise>`: a sample whose run is a list of checks. It listens to the sample inside it, takes the lines that
 * are about checks, and remembers when all of them have passed.
 */
import type { RunEvent } from "../../src/sandbox/engine.ts";
import { recall, remember } from "../quiz/remember.ts";
// Loaded first, so that the sample inside is awake before the exercise around it.
import "../sample/sample.ts";
import type { SampleElement } from "../sample/sample.ts";
import { textOfCode } from "../sample/static-code.ts";
import { match, outcomeOf } from "./checks.ts";
import type { Outcome } from "./checks.ts";

const isSolved = (value: unknown): value is "solved" => value === "solved";

class ExerciseElement extends HTMLElement {
  #ready = false;

  connectedCallback(): void {
    if (this.#ready) return;
    this.#ready = true;
    this.addEventListener("beamish:run", () => this.#begin());
    this.addEventListener("beamish:event", (event) => {
      if (event instanceof CustomEvent) this.#hear(event, event.detail as RunEvent);
    });
    const compare = this.querySelector<HTMLElement>('[data-exercise="compare"]');
    compare?.addEventListener("click", () => void this.#compare());
    compare?.toggleAttribute("hidden", false);
    const before = recall(() => localStorage, this.dataset["keep"] ?? "", isSolved);
    this.toggleAttribute("data-solved", before.kind === "value");
    if (before.kind === "value") this.#say("You have solved this exercise.");
  }

  /** Whoever has opened the solution may see it between the lines of their own. */
  async #compare(): Promise<void> {
    const solution = this.querySelector<HTMLElement>("[data-solution]");
    if (!solution) return;
    const text = textOfCode(solution);
    await this.#sample?.compare("answer.ts", { name: "the solution", text, take: "Take over" });
  }

  #begin(): void {
    for (const row of this.#rows) this.#mark(row, "waiting", "");
    this.#say("Checking.");
  }

  #hear(event: Event, news: RunEvent): void {
    if (news.type === "log") {
      const outcomes = news.text.split("\n").map(outcomeOf);
      if (outcomes[0] === undefined) return;
      // What is said about checks has a list of its own, and is not what the reader's program printed.
      event.preventDefault();
      this.#settle({ ...outcomes[0], text: news.text.slice(2) });
    } else if (news.type === "exit") {
      this.#end(news.reason === "finished");
    }
  }

  #settle(outcome: Outcome): void {
    const { name, message } = match(
      outcome,
      this.#rows.map((row) => row.dataset["check"] ?? ""),
    );
    const row = this.#rows.find((each) => each.dataset["check"] === name) ?? this.#add(name);
    this.#mark(row, outcome.passed ? "done" : "crashed", message);
  }

  #end(finished: boolean): void {
    const states = this.#rows.map((row) => row.dataset["state"]);
    const passed = states.filter((state) => state === "done").length;
    const failed = states.filter((state) => state === "crashed").length;
    if (finished && passed > 0 && passed === states.length) {
      this.#say("Solved: every check passes.");
      this.toggleAttribute("data-solved", true);
      remember(() => localStorage, this.dataset["keep"] ?? "", "solved");
      this.dispatchEvent(new CustomEvent("beamish:solved", { bubbles: true }));
    } else if (passed + failed === 0) {
      this.#say("No check could run: see the message above.");
    } else {
      const unrun = states.length - passed - failed;
      this.#say(`${passed} of ${states.length} checks pass${unrun > 0 ? `, ${unrun} did not run` : ""}.`);
    }
  }

  #add(name: string): HTMLElement {
    const row = document.createElement("li");
    row.className = "check";
    row.dataset["check"] = name;
    const lamp = document.createElement("i");
    lamp.className = "lamp";
    const words = document.createElement("span");
    words.textContent = name;
    const message = document.createElement("span");
    message.className = "m";
    row.append(lamp, words, message);
    this.querySelector(".checks")?.append(row);
    return row;
  }

  #mark(row: HTMLElement, state: "waiting" | "done" | "crashed", message: string): void {
    row.dataset["state"] = state;
    const shown = row.querySelector(".m");
    const word = { waiting: "", done: "passes", crashed: "fails" }[state];
    if (shown) shown.textContent = message || word;
  }

  #say(text: string): void {
    const verdict = this.querySelector(".verdict");
    if (verdict) verdict.textContent = text;
  }

  get #rows(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>(".check")];
  }

  get #sample(): SampleElement | null {
    return this.querySelector<SampleElement>("beamish-sample");
  }
}

customElements.define("beamish-exercise", ExerciseElement);
