/**
 * What a sample finds besides the language itself: the part of the web platform that every engine has, and no page and
 * no network. The DOM's own declarations would weigh more than TypeScript's library and offer what is not there.
 */
export const PLATFORM = `
/** Prints to the output of the sample. */
interface Console {
  /** Print values, with a space between them. */
  log(...values: unknown[]): void;
  /** Print values, as information. */
  info(...values: unknown[]): void;
  /** Print values, as something for whoever looks for a mistake. */
  debug(...values: unknown[]): void;
  /** Print values, as a warning. */
  warn(...values: unknown[]): void;
  /** Print values, as an error. */
  error(...values: unknown[]): void;
  /** Print rows as a table. */
  table(rows: unknown, columns?: readonly string[]): void;
  /** Print values if the condition does not hold. */
  assert(condition?: boolean, ...values: unknown[]): void;
}
declare var console: Console;

/** Call a function once, after some milliseconds. */
declare function setTimeout(callback: (_: void) => void, milliseconds?: number): number;
declare function setTimeout<A extends unknown[]>(callback: (...args: A) => void, milliseconds?: number, ...args: A): number;
/** Forget a call that \`setTimeout\` was asked for. */
declare function clearTimeout(timer: number | undefined): void;
/** Call a function again and again. */
declare function setInterval(callback: (_: void) => void, milliseconds?: number): number;
declare function setInterval<A extends unknown[]>(callback: (...args: A) => void, milliseconds?: number, ...args: A): number;
/** Stop what \`setInterval\` began. */
declare function clearInterval(timer: number | undefined): void;
/** Call a function after what is running now, before anything else. */
declare function queueMicrotask(callback: () => void): void;
/** A deep copy. */
declare function structuredClone<T>(value: T): T;

declare namespace NodeJS {
  /** An error as the operating system makes it. */
  interface ErrnoException extends Error { errno?: number; code?: string; path?: string; syscall?: string }
}
/** What sockets give: bytes that become text where text is asked for. Samples have the type and not the constructor. */
interface Buffer extends Uint8Array<ArrayBuffer> { toString(encoding?: string): string }

interface Performance {
  /** Milliseconds since the program began. */
  now(): number;
  readonly timeOrigin: number;
}
declare var performance: Performance;

interface EventInit { bubbles?: boolean; cancelable?: boolean; composed?: boolean }
interface Event { readonly type: string; readonly target: EventTarget | null; preventDefault(): void }
declare var Event: { prototype: Event; new (type: string, init?: EventInit): Event };
interface EventTarget {
  addEventListener(type: string, listener: (event: Event) => void, options?: { once?: boolean; signal?: AbortSignal }): void;
  removeEventListener(type: string, listener: (event: Event) => void): void;
  dispatchEvent(event: Event): boolean;
}
declare var EventTarget: { prototype: EventTarget; new (): EventTarget };

/** Tells those who were given it that their work is no longer wanted. */
interface AbortSignal extends EventTarget {
  readonly aborted: boolean;
  readonly reason: any;
  onabort: ((event: Event) => void) | null;
  throwIfAborted(): void;
}
declare var AbortSignal: {
  prototype: AbortSignal;
  abort(reason?: any): AbortSignal;
  any(signals: readonly AbortSignal[]): AbortSignal;
  timeout(milliseconds: number): AbortSignal;
};
interface AbortController {
  readonly signal: AbortSignal;
  abort(reason?: any): void;
}
declare var AbortController: { prototype: AbortController; new (): AbortController };

interface DOMException extends Error { readonly code: number }
declare var DOMException: { prototype: DOMException; new (message?: string, name?: string): DOMException };

interface TextEncoder { encode(text?: string): Uint8Array<ArrayBuffer> }
declare var TextEncoder: { prototype: TextEncoder; new (): TextEncoder };
interface TextDecoder { decode(bytes?: ArrayBuffer | ArrayBufferView): string }
declare var TextDecoder: { prototype: TextDecoder; new (encoding?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }): TextDecoder };
declare function atob(text: string): string;
declare function btoa(text: string): string;

interface Crypto {
  randomUUID(): string;
  getRandomValues<T extends ArrayBufferView>(array: T): T;
}
declare var crypto: Crypto;

interface URLSearchParams extends Iterable<[string, string]> {
  append(name: string, value: string): void;
  delete(name: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string): boolean;
  set(name: string, value: string): void;
  toString(): string;
}
declare var URLSearchParams: { prototype: URLSearchParams; new (init?: string | Record<string, string> | Iterable<[string, string]>): URLSearchParams };
interface URL {
  hash: string; host: string; hostname: string; href: string; readonly origin: string; password: string; pathname: string;
  port: string; protocol: string; search: string; readonly searchParams: URLSearchParams; username: string;
  toString(): string;
}
declare var URL: { prototype: URL; new (url: string | URL, base?: string | URL): URL; canParse(url: string, base?: string): boolean };
`;
