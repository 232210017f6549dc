/** `<beamish-quiz>`: questions, each with a reason for every option, and a score. */
import { isRight, score, scoreText } from "./grade.ts";
import { Options } from "./options.ts";
import { isChoice, recall, remember } from "./remember.ts";

/** Answers by the fingerprint of their question, so that a changed question asks again. */
type Kept = Readonly<Record<string, readonly number[]>>;

function isKept(value: unknown): value is Kept {
  return typeof value === "object" && value !== null && Object.values(value).every(isChoice);
}

class QuizElement extends HTMLElement {
  #questions!: readonly Question[];

  connectedCallback(): void {
    if (this.#questions) return;
    const fields = [...this.querySelectorAll<HTMLElement>("[data-question]")];
    this.#questions = fields.map((field) => new Question(field));
    const before = recall(() => localStorage, this.#key, isKept);
    if (before.kind === "damaged") this.#say("Your earlier answers cannot be read; answer again.");
    if (before.kind === "value") {
      for (const question of this.#questions) question.restore(before.value[question.id]);
      this.#tell();
    }
    this.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do]") : null;
      if (button?.dataset["do"] === "answer") {
        const question = this.#questions.find(({ field }) => field.contains(button));
        if (question?.answer()) this.#keep();
      }
      if (button?.dataset["do"] === "retry") this.#retry();
    });
  }

  #retry(): void {
    for (const question of this.#questions) question.clear();
    this.#keep();
    this.querySelector<HTMLInputElement>("input")?.focus();
  }

  #keep(): void {
    const answered = this.#questions.flatMap(({ id, chosen }) => (chosen ? [[id, chosen] as const] : []));
    remember(() => localStorage, this.#key, answered.length > 0 ? Object.fromEntries(answered) : undefined);
    this.#tell();
  }

  #tell(): void {
    const rights = this.#questions.map(({ right }) => right);
    const standing = score(
      rights,
      this.#questions.map(({ chosen }) => chosen),
    );
    this.#say(scoreText(standing));
    this.toggleAttribute("data-answered", standing.answered > 0);
    if (standing.answered === standing.questions) {
      this.dispatchEvent(new CustomEvent("beamish:quiz", { bubbles: true, detail: standing }));
    }
  }

  #say(text: string): void {
    const said = this.querySelector(".score");
    if (said) said.textContent = text;
  }

  get #key(): string {
    return this.dataset["keep"] ?? "";
  }
}

class Question {
  readonly field: HTMLElement;
  readonly id: string;
  readonly #options: Options;
  chosen: readonly number[] | undefined;

  constructor(field: HTMLElement) {
    this.field = field;
    this.id = field.dataset["question"] ?? "";
    this.#options = new Options(field);
  }

  get right(): readonly number[] {
    return this.#options.right;
  }

  /** Take the reader's choice as the answer. Returns false, and says why, when it is not one yet. */
  answer(): boolean {
    const { chosen } = this.#options;
    if (chosen.length !== this.right.length) {
      this.#say(this.right.length === 1 ? "Choose an answer first." : `Choose ${this.right.length} answers.`);
      return false;
    }
    this.restore(chosen);
    this.field.querySelector<HTMLElement>(".said")?.focus();
    return true;
  }

  restore(chosen: readonly number[] | undefined): void {
    if (!chosen) return;
    this.chosen = chosen;
    this.#options.reveal(chosen);
    this.field.dataset["answered"] = "";
    this.#say(isRight(this.right, chosen) ? "Right." : "Not quite: see why below each option.");
  }

  clear(): void {
    this.chosen = undefined;
    this.#options.hide();
    delete this.field.dataset["answered"];
    this.#say("");
  }

  #say(text: string): void {
    const said = this.field.querySelector(".said");
    if (said) said.textContent = text;
  }
}

customElements.define("beamish-quiz", QuizElement);
