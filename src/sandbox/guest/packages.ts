/** The packages a sample can import. Their code is already in this thread: the modules made here only pass on what is there. */
import type { Place } from "./source-map.ts";

/** Names of packages, and what they contain. What comes later under the same name adds to it. */
export type Supply = readonly (readonly [name: string, contents: object])[];

/** Where the modules find the contents while they are loaded. */
const SHELF = "beamish:packages";

/** A module that passes on what is there. `default` is no name for a constant. */
function exportsOf(names: readonly string[], from: string): string {
  const constants = names.filter((name) => name !== "default");
  const code = `export const { ${constants.join(", ")} } = ${from};`;
  return constants.length === names.length ? code : `${code} export default ${from}.default;`;
}

/**
 * Makes the packages importable.
 *
 * @param place where their modules go
 * @returns name of a package to its address
 */
export async function loadPackages(
  supply: Supply,
  { addressOf, load }: Place,
): Promise<ReadonlyMap<string, string>> {
  // Not from the guest's own top level: a host that notes who asked for a module (developer tools do) would read all of
  // that code again to find the line.
  await Promise.resolve();
  const packages: Record<string, Record<string, unknown>> = {};
  for (const [name, contents] of supply) packages[name] = { ...packages[name], ...contents };
  Object.defineProperty(globalThis, SHELF, { value: packages, configurable: true });
  const addresses = new Map<string, string>();
  for (const [name, contents] of Object.entries(packages)) {
    const from = `globalThis[${JSON.stringify(SHELF)}][${JSON.stringify(name)}]`;
    addresses.set(name, addressOf(exportsOf(Object.keys(contents), from), "packages"));
  }
  // Loaded now: later imports find them loaded, and the shelf can be cleared before the reader's code runs.
  await Promise.all([...addresses.values()].map(load));
  Reflect.deleteProperty(globalThis, SHELF);
  return addresses;
}
