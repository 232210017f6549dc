/** The reader's files as they were loaded: turns places in stack traces and addresses in messages back into them. */
import type { SourcePosition } from "../engine.ts";
import { positionsIn } from "../positions.ts";
import { type LinkedModule, type Module, link, placeInSource } from "../prepare.ts";

/** A module with the address under which it can be imported. */
export interface Loadable {
  readonly linked: LinkedModule;
  readonly address: string;
}

export class SourceMap {
  readonly #byName = new Map<string, Loadable>();
  readonly #packages: ReadonlyMap<string, string>;

  constructor(packages: ReadonlyMap<string, string> = new Map()) {
    this.#packages = packages;
  }

  /** Gives every module an address, each after those it imports. */
  load(modules: readonly Module[], addressOf: (code: string) => string): void {
    for (const module of modules) {
      const linked = link(
        module,
        (target) => this.#packages.get(target) ?? this.#byName.get(target)!.address,
      );
      this.#byName.set(module.file, { linked, address: addressOf(linked.code) });
    }
  }

  get loaded(): readonly Loadable[] {
    return [...this.#byName.values()];
  }

  addressOf(file: string): string {
    return this.#byName.get(file)!.address;
  }

  /** A place as the host names it, in the reader's source; `undefined` for code that is not the reader's. */
  readonly toSource = (place: SourcePosition): SourcePosition | undefined => {
    // Stack traces use the name that sourceURL gives; error events use the address.
    const found = this.#byName.get(place.file) ?? this.loaded.find(({ address }) => address === place.file);
    return found && placeInSource(found.linked, place);
  };

  readonly positionsIn = (stack: string | undefined): SourcePosition[] => positionsIn(stack, this.toSource);

  /** A message of the host with names in place of addresses. */
  readonly withNames = (message: string): string => {
    let text = message;
    for (const { address, linked } of this.loaded) text = text.replaceAll(address, `./${linked.file}`);
    for (const [name, address] of this.#packages) text = text.replaceAll(address, name);
    return text;
  };
}
