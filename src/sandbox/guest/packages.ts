/** The packages a sample can import. The runtime is already in this thread: their modules only pass on what is there. */
import * as beamish from "beamish";
import * as testing from "beamish/testing";
import * as trace from "beamish/trace";

const PACKAGES: Readonly<Record<string, object>> = {
  beamish,
  "beamish/testing": testing,
  "beamish/trace": trace,
};

export const packageNames: readonly string[] = Object.keys(PACKAGES);

/** Where the modules find the runtime while they are loaded. */
const SHELF = "beamish:packages";

/**
 * Makes the packages importable.
 *
 * @param addressOf gives a module's code an address
 * @returns name of a package to its address
 */
export async function loadPackages(
  addressOf: (code: string) => string,
): Promise<ReadonlyMap<string, string>> {
  Object.defineProperty(globalThis, SHELF, { value: PACKAGES, configurable: true });
  const addresses = new Map<string, string>();
  for (const [name, contents] of Object.entries(PACKAGES)) {
    const from = `globalThis[${JSON.stringify(SHELF)}][${JSON.stringify(name)}]`;
    addresses.set(name, addressOf(`export const { ${Object.keys(contents).join(", ")} } = ${from};`));
  }
  // Loaded now: later imports find them loaded, and the shelf can be cleared before the reader's code runs.
  await Promise.all([...addresses.values()].map((address) => import(/* @vite-ignore */ address)));
  Reflect.deleteProperty(globalThis, SHELF);
  return addresses;
}
