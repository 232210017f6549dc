/** One sample's dealings with the language service: its files go there when they have changed, before each question. */
import type { LanguageService, Question } from "../../src/language/protocol.ts";
import type { LanguageClient } from "./client.ts";

type Files = Readonly<Record<string, string>>;

/** The files that the service has, and in which of its lives it was given them. */
const given = new WeakMap<LanguageClient, { readonly files: Files; readonly generation: number }>();

export class Session {
  readonly #client: LanguageClient;
  readonly #files: () => Files;
  #awake = false;

  /** @param files - the sample's files as they are now */
  constructor(client: LanguageClient, files: () => Files) {
    this.#client = client;
    this.#files = files;
  }

  /** The reader has changed something. Until then nobody is bothered with TypeScript, and no question is answered. */
  wake(): void {
    this.#awake = true;
  }

  /** Ask about the files as they are now; undefined when there is no answer to be had. */
  async ask<Q extends Exclude<Question, "update">>(
    question: Q,
    ...args: Parameters<LanguageService[Q]>
  ): Promise<ReturnType<LanguageService[Q]> | undefined> {
    if (!this.#awake) return undefined;
    try {
      this.#update();
      return await this.#client.ask(question, ...args);
    } catch {
      // Without types an editor is still an editor. The next change asks again.
      return undefined;
    }
  }

  #update(): void {
    const files = this.#files();
    const before = given.get(this.#client);
    if (before?.generation === this.#client.generation && same(before.files, files)) return;
    // If this fails, so will the question that follows.
    this.#client.ask("update", files).catch(() => undefined);
    given.set(this.#client, { files, generation: this.#client.generation });
  }
}

function same(some: Files, others: Files): boolean {
  const names = Object.keys(some);
  return names.length === Object.keys(others).length && names.every((name) => some[name] === others[name]);
}
