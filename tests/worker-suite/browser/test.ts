/** `node:test`, as far as the runtime's tests use it: registers tests, and runs them one after the other. */

/** What became of one test. */
export interface Outcome {
  readonly name: string;
  /** What was thrown; undefined for a test that passed. */
  readonly error: string | undefined;
}

export interface Context {
  readonly name: string;
  /** Told to whoever runs Node's tests; here nobody listens. */
  diagnostic(text: string): void;
}

type Body = (context: Context) => unknown;

const registered: { readonly name: string; readonly body: Body }[] = [];

/** The tests in the order in which they were registered. */
export const names = (): string[] => registered.map(({ name }) => name);

/** Milliseconds that one test may take. */
const LIMIT = 60_000;

/** Registers a test. The options of Node's tests (how many at once, and the like) mean nothing here. */
export function test(name: string, ...rest: [Body] | [options: object, Body]): void {
  registered.push({ name, body: rest[rest.length - 1] as Body });
}

/** Errors and rejections that nobody handled since they were last taken; they fail the test that was running. */
let uncaught: unknown[] = [];

/**
 * Runs everything that is registered.
 *
 * @param report gets each outcome as it comes
 */
export async function runAll(report: (outcome: Outcome) => void): Promise<void> {
  addEventListener("error", (event: ErrorEvent) => {
    uncaught.push(event.error ?? event.message);
    event.preventDefault();
  });
  addEventListener("unhandledrejection", (event: PromiseRejectionEvent) => {
    uncaught.push(event.reason);
    event.preventDefault();
  });
  // The runtime has chosen its way to the host's event loop by now; only the tests themselves use this one.
  Object.assign(globalThis, { setImmediate: (resume: () => void) => setTimeout(resume) });
  for (const { name, body } of registered) {
    const thrown = await outcomeOf(name, body);
    report({ name, error: thrown.length > 0 ? textOf(thrown[0]) : undefined });
  }
}

async function outcomeOf(name: string, body: Body): Promise<unknown[]> {
  uncaught = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`has not ended after ${LIMIT} ms`));
    }, LIMIT);
  });
  try {
    await Promise.race([body({ name, diagnostic: () => undefined }), tooLong]);
  } catch (error) {
    return [error];
  } finally {
    clearTimeout(timer);
  }
  return uncaught;
}

const textOf = (thrown: unknown): string =>
  thrown instanceof Error ? `${thrown.name}: ${thrown.message}\n${thrown.stack ?? ""}` : String(thrown);
