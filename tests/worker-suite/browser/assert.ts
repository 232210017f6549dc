/** `node:assert/strict`, as far as the runtime's tests use it, for where there is no Node. */
import { inspect } from "beamish";
import { isDeepEqual } from "./equal.ts";

export class AssertionError extends Error {
  override readonly name = "AssertionError";
}

type Expected = RegExp | object | ((thrown: never) => unknown);

function check(holds: boolean, message: string | Error | undefined, otherwise: () => string): void {
  if (holds) return;
  throw message instanceof Error ? message : new AssertionError(message ?? otherwise());
}

function ok(value: unknown, message?: string | Error): void {
  check(Boolean(value), message, () => `expected something true, got ${inspect(value)}`);
}

/** Whether what was thrown is what was expected. */
function fits(thrown: unknown, expected: Expected | undefined): boolean {
  if (expected === undefined) return true;
  if (expected instanceof RegExp) return expected.test(String(thrown));
  if (typeof expected === "function") {
    const isClass = expected.prototype !== undefined && thrown instanceof expected;
    return (
      isClass ||
      (!(expected.prototype instanceof Error) && (expected as (it: unknown) => unknown)(thrown) === true)
    );
  }
  return Object.entries(expected).every(([key, wanted]: [string, unknown]) => {
    const part = (thrown as Record<string, unknown> | undefined)?.[key];
    return wanted instanceof RegExp && typeof part === "string"
      ? wanted.test(part)
      : isDeepEqual(part, wanted);
  });
}

function judge(thrown: readonly unknown[], expected: Expected | string | undefined, message?: string): void {
  check(thrown.length > 0, message, () => "expected an error, but none was thrown");
  if (typeof expected === "string") return;
  check(fits(thrown[0], expected), message, () => `not the error that was expected: ${String(thrown[0])}`);
}

const assert = Object.assign(ok, {
  ok,
  AssertionError,
  equal(actual: unknown, expected: unknown, message?: string | Error): void {
    check(Object.is(actual, expected), message, () => `${inspect(actual)} is not ${inspect(expected)}`);
  },
  notEqual(actual: unknown, expected: unknown, message?: string | Error): void {
    check(!Object.is(actual, expected), message, () => `expected anything but ${inspect(expected)}`);
  },
  deepEqual(actual: unknown, expected: unknown, message?: string | Error): void {
    check(
      isDeepEqual(actual, expected),
      message,
      () => `${inspect(actual)} does not equal ${inspect(expected)}`,
    );
  },
  notDeepEqual(actual: unknown, expected: unknown, message?: string | Error): void {
    check(
      !isDeepEqual(actual, expected),
      message,
      () => `expected something that differs from ${inspect(expected)}`,
    );
  },
  match(actual: string, pattern: RegExp, message?: string | Error): void {
    check(pattern.test(actual), message, () => `${inspect(actual)} does not match ${String(pattern)}`);
  },
  doesNotMatch(actual: string, pattern: RegExp, message?: string | Error): void {
    check(!pattern.test(actual), message, () => `${inspect(actual)} matches ${String(pattern)}`);
  },
  fail(message?: string | Error): never {
    throw message instanceof Error ? message : new AssertionError(message ?? "failed");
  },
  throws(body: () => unknown, expected?: Expected | string, message?: string): void {
    const thrown: unknown[] = [];
    try {
      body();
    } catch (error) {
      thrown.push(error);
    }
    judge(thrown, expected, message);
  },
  doesNotThrow(body: () => unknown): void {
    body();
  },
  async rejects(
    body: Promise<unknown> | (() => Promise<unknown>),
    expected?: Expected | string,
    message?: string,
  ) {
    const thrown: unknown[] = [];
    try {
      await (typeof body === "function" ? body() : body);
    } catch (error) {
      thrown.push(error);
    }
    judge(thrown, expected, message);
  },
  async doesNotReject(body: Promise<unknown> | (() => Promise<unknown>)): Promise<void> {
    await (typeof body === "function" ? body() : body);
  },
});

export default assert;
