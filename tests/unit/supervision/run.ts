/** Running the body of a test as a process, on virtual time. */
import type { Steps } from "beamish";
import { simulate } from "beamish/testing";

/** Runs `body` and gives its result; a failed assertion in it fails the test. Also gives what was reported meanwhile. */
export async function run<T>(body: () => Steps<T>): Promise<{ result: T; output: readonly string[] }> {
  const { result, reason, output } = await simulate(body);
  if (reason instanceof Error) throw reason;
  if (reason !== "normal") throw new Error(`the body ended with ${String(reason)}`);
  return { result: result as T, output };
}

/** A test whose body is a process. */
export const inProcess = (body: () => Steps<void>) => async (): Promise<void> => void (await run(body));
