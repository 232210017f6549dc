/**
 * What imports modules in a browser's worker: a function in the few lines with which the worker begins, and not one of
 * the guest. WebKit goes through the whole address of the importing module for each import, and where modules have
 * `data:` addresses, the guest's is as long as the guest.
 */

/** Imports what is at an address. */
export type Load = (address: string) => Promise<object>;

const NAME = "beamish:load";

/** The code of a worker: it imports the first address that is posted to it. */
export const FIRST_LINES = `{
  const load = (globalThis["${NAME}"] = (address) => import(address));
  addEventListener("message", ({ data }) => load(data).catch(reportError), { once: true });
}`;

/** Takes the function, so that it is not among the globals when the reader's code runs. */
export function takeLoad(): Load {
  const load = (globalThis as unknown as Record<string, Load>)[NAME]!;
  Reflect.deleteProperty(globalThis, NAME);
  return load;
}
