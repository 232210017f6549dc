/**
 * The host's functions as they were before the reader's code ran.
 *
 * The bundle (bundle.ts) puts these in place of the globals of the same name wherever the guest and the runtime use
 * them. So a sample may replace or delete any global: it changes its own world, not what runs it.
 */
const host = globalThis;

const bound = <F extends (...args: never[]) => unknown>(method: F | undefined): F => method?.bind(host) as F;

export const setTimeout = bound(host.setTimeout);
export const clearTimeout = bound(host.clearTimeout);
export const setInterval = bound(host.setInterval);
export const clearInterval = bound(host.clearInterval);
/** Node has it, browsers do not. */
export const setImmediate = bound(host.setImmediate);
export const queueMicrotask = bound(host.queueMicrotask);
export const structuredClone = bound(host.structuredClone);
export const btoa = bound(host.btoa);
export const performance = host.performance;
export const MessageChannel = host.MessageChannel;
export const TextEncoder = host.TextEncoder;
export const Blob = host.Blob;
export const URL = host.URL;
