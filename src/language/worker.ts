/**
 * The worker that knows TypeScript. Nothing of what a reader writes runs here; it is only read.
 *
 * The first message says where the library is; after that, each message is a question and gets one answer.
 */
import * as typescript from "./typescript.ts";
import type { Answered, Asked, LanguageService, Question } from "./protocol.ts";
import { Language } from "./service.ts";

/** What the page says first. */
export interface Start {
  /** The address of the library's JSON. */
  readonly library: string;
}

let language: Promise<LanguageService> | undefined;

async function begin({ library }: Start): Promise<LanguageService> {
  const response = await fetch(library);
  if (!response.ok) throw new Error(`${library}: ${response.status}`);
  return new Language(typescript, (await response.json()) as Record<string, string>);
}

async function answer<Q extends Question>({ id, question, args }: Asked<Q>): Promise<Answered> {
  try {
    const service = await language;
    if (!service) throw new Error("Expected to be told first where the library is.");
    const ask = service[question].bind(service) as (...args: unknown[]) => unknown;
    return { id, answer: ask(...args) };
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
}

addEventListener("message", async ({ data }: MessageEvent<Start | Asked>) => {
  if ("library" in data) {
    language = begin(data);
    // Whoever asks is told; until then a failure has nobody to go to.
    language.catch(() => undefined);
  } else {
    postMessage(await answer(data));
  }
});
