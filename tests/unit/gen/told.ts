/** What the tests of GenServer share. */
import assert from "node:assert/strict";
import { Exit, StartError, type GenServer, type Op } from "beamish";

/** A server whose callbacks return what the message says. */
export const Told: GenServer.Module<unknown> = {
  init: (result: never) => result,
  handleCall: (result: never) => result,
  handleCast: (result: never) => result,
  handleInfo: (message, state) => ["noreply", [state, message]],
};

/** What `operation` throws. */
export function* failure(operation: Op<unknown>) {
  try {
    yield* operation;
  } catch (error) {
    return error;
  }
  return assert.fail("it did not fail");
}

/** The reason with which `operation` fails. */
export function* reason(operation: Op<unknown>) {
  const error = yield* failure(operation);
  assert.ok(error instanceof Exit || error instanceof StartError, String(error));
  return error.reason;
}
