/**
 * The engine in a browser that nobody drives: its page asks the server what to do, and posts what came of it. So any
 * browser will do that can be told to open an address.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { CallInPage } from "./engine-on.ts";
import type { Method } from "./page-script.ts";

export interface Call {
  readonly id: number;
  readonly method: Method;
  readonly args: string;
}

interface Answer {
  readonly id: number;
  readonly result?: string;
  readonly error?: string;
}

type Settle = (answer: Answer) => void;

export class Remote {
  #calls: Call[] = [];
  #asking: ServerResponse | undefined;
  #count = 0;
  readonly #waiting = new Map<number, Settle>();

  readonly call: CallInPage = (method, args) =>
    new Promise((resolve, reject) => {
      const id = ++this.#count;
      this.#waiting.set(id, ({ result, error }) => {
        if (result !== undefined) resolve(result);
        else reject(new Error(error));
      });
      this.#calls.push({ id, method, args });
      this.#tell();
    });

  /** Answers the page's requests; returns whether this was one. */
  readonly answer = (request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.url === "/calls") {
      this.#asking = response;
      this.#tell();
      return true;
    }
    if (request.url !== "/answers") return false;
    void text(request).then((body) => {
      response.end();
      const answer = JSON.parse(body) as Answer;
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
    return true;
  };

  #tell(): void {
    if (this.#asking === undefined || this.#calls.length === 0) return;
    this.#asking.setHeader("Content-Type", "application/json");
    this.#asking.end(JSON.stringify(this.#calls.splice(0)));
    this.#asking = undefined;
  }
}
