/** The reader's files as they were loaded: turns places in stack traces and addresses in messages back into them. */
import type { SourcePosition } from "../engine.ts";
import { placeAt, positionsIn } from "../positions.ts";
import { type LinkedModule, type Module, link, placeInSource } from "../prepare.ts";
import type { Load } from "./loader.ts";

/** A module with the address under which it can be imported. */
export interface Loadable {
  readonly linked: LinkedModule;
  readonly address: string;
}

/** Where modules go when they are loaded. */
export interface Place {
  /** An address under which this code can be imported. */
  readonly addressOf: (code: string, file: string) => string;
  readonly load: Load;
  /** How a module names another one; by its address if not given. */
  readonly specifierOf?: (target: string, from: string) => string;
}

export class SourceMap {
  readonly #byName = new Map<string, Loadable>();
  readonly #byAddress = new Map<string, Loadable>();
  readonly #packages: ReadonlyMap<string, string>;

  constructor(packages: ReadonlyMap<string, string> = new Map()) {
    this.#packages = packages;
  }

  /** Gives every module an address, each after those it imports. */
  load(modules: readonly Module[], place: Place): void {
    for (const module of modules) {
      const linked = link(module, (target) => {
        const loaded = this.#byName.get(target);
        if (loaded === undefined) return this.#packages.get(target) ?? target;
        return place.specifierOf?.(target, module.file) ?? loaded.address;
      });
      const loadable = { linked, address: place.addressOf(linked.code, module.file) };
      this.#byName.set(module.file, loadable);
      this.#byAddress.set(loadable.address, loadable);
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
    const found = this.#byName.get(place.file) ?? this.#byAddress.get(place.file);
    return found && placeInSource(found.linked, place);
  };

  /** Where the name is imported that an error says is not exported: of that WebKit tells nothing but the name. */
  placeOfImport({ message }: SyntaxError): SourcePosition | undefined {
    const name = /'([\w$]+)'/.exec(message)?.[1];
    if (name === undefined) return undefined;
    const imported = new RegExp(
      `(?<=\\bimport\\b[^"'()]*[{,\\s])${name.replaceAll("$", "\\$")}(?![\\w$])(?=[^"'()]*\\bfrom\\b)`,
    );
    for (const { linked } of this.loaded) {
      const index = linked.code.search(imported);
      if (index >= 0) return placeInSource(linked, placeAt(linked.code, index));
    }
    return undefined;
  }

  readonly positionsIn = (stack: string | undefined): SourcePosition[] => positionsIn(stack, this.toSource);

  /** A message of the host with names in place of addresses. */
  readonly withNames = (message: string): string => {
    let text = message;
    for (const { address, linked } of this.loaded)
      // Some messages of Node have the path of a file, without the rest of its address.
      for (const name of [address, address.replace(/^file:\/\//, "")])
        text = text.replaceAll(name, `./${linked.file}`);
    for (const [name, address] of this.#packages) text = text.replaceAll(address, name);
    return text;
  };
}
