/** The page's side of remote.ts. */
import type { CallInPage } from "./engine-on.ts";
import type { Call } from "./remote.ts";

/** Asks for calls, and answers them, for as long as the page is there. */
export async function answerCalls(callEngine: CallInPage): Promise<never> {
  for (;;) {
    const response = await fetch("/calls");
    for (const { id, method, args } of (await response.json()) as Call[]) {
      const answer = (outcome: object) =>
        fetch("/answers", { method: "POST", body: JSON.stringify({ id, ...outcome }) });
      callEngine(method, args).then(
        (result) => answer({ result }),
        (error: unknown) => answer({ error: String(error) }),
      );
    }
  }
}
