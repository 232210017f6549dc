/**
 * The page's side of the language service: one worker for all editors of a page, started with the first question. A
 * worker that fails or no longer answers is thrown away, and the next question starts another.
 */
import type { Answered, Asked, LanguageService, Question } from "../../src/language/protocol.ts";
import type { Start } from "../../src/language/worker.ts";

/** Milliseconds after which an answer is no longer waited for. The first question also waits for the library. */
const patience = 30_000;

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** The part of a `Worker` that is used here. */
export type WorkerLike = Pick<Worker, "postMessage" | "terminate" | "addEventListener">;

export class LanguageClient {
  readonly #start: () => WorkerLike;
  readonly #library: string;
  readonly #waiting = new Map<number, Waiting>();
  #worker: WorkerLike | undefined;
  #asked = 0;

  /**
   * @param start - starts a worker
   * @param library - the address of its library
   */
  constructor(start: () => WorkerLike, library: string) {
    this.#start = start;
    this.#library = library;
  }

  /** How many workers have been started; whoever has told one of them something must tell the next one again. */
  generation = 0;

  /**
   * Ask a question.
   *
   * @returns the answer; rejects when the service could not be loaded, failed, or takes too long
   */
  ask<Q extends Question>(
    question: Q,
    ...args: Parameters<LanguageService[Q]>
  ): Promise<ReturnType<LanguageService[Q]>> {
    const worker = (this.#worker ??= this.#begin());
    const id = this.#asked++;
    const asked: Asked<Q> = { id, question, args };
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#fail("did not answer"), patience);
      this.#waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject, timer });
      worker.postMessage(asked);
    });
  }

  #begin(): WorkerLike {
    this.generation++;
    const worker = this.#start();
    worker.addEventListener("message", (event) => {
      if (worker === this.#worker) this.#hear((event as MessageEvent<Answered>).data);
    });
    worker.addEventListener("error", () => {
      if (worker === this.#worker) this.#fail("could not be loaded");
    });
    // A worker that was made from the page resolves addresses as the page does only if they are whole.
    const start: Start = { library: new URL(this.#library, globalThis.location?.href).href };
    worker.postMessage(start);
    return worker;
  }

  #hear({ id, answer, failure }: Answered): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    clearTimeout(waiting?.timer);
    if (failure === undefined) waiting?.resolve(answer);
    else waiting?.reject(new Error(failure));
  }

  #fail(what: string): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new Error(`The language service ${what}.`));
    }
    this.#waiting.clear();
  }
}
