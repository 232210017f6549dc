/** The one list of engines. Each is loaded when it is first asked for. */
import type { Engine, EngineId } from "../engine.ts";

const LOADERS = {
  worker: async () => {
    const { createWorkerEngine } = await import("./worker/host.ts");
    // Set by the integration (src/integrations/sandbox.ts).
    return createWorkerEngine(import.meta.env.SANDBOX);
  },
  webcontainer: async () => {
    const { createWebContainerEngine } = await import("./webcontainer/host.ts");
    return createWebContainerEngine(import.meta.env.SANDBOX.container);
  },
} satisfies Partial<Record<EngineId, () => Promise<Engine>>>;

type InPage = keyof typeof LOADERS;
type EngineOf<Id extends InPage> = Awaited<ReturnType<(typeof LOADERS)[Id]>>;

const engines = new Map<EngineId, Promise<Engine>>();

/**
 * The engine of this id; the same one every time.
 *
 * @throws if there is no such engine in a browser, or it cannot be fetched
 */
export function loadEngine<Id extends InPage>(id: Id): Promise<EngineOf<Id>> {
  let engine = engines.get(id) as Promise<EngineOf<Id>> | undefined;
  if (engine === undefined) {
    const load = LOADERS[id] as (() => Promise<EngineOf<Id>>) | undefined;
    if (load === undefined) {
      const known = Object.keys(LOADERS).join(", ");
      return Promise.reject(new Error(`Expected an engine that runs in a page (${known}), got "${id}".`));
    }
    engine = load();
    engines.set(id, engine);
    // A failed download can be tried again.
    engine.catch(() => engines.delete(id));
  }
  return engine;
}
