/** The one list of engines. Each is loaded when it is first asked for. */
import type { Engine, EngineId } from "../engine.ts";

const engines = new Map<EngineId, Promise<Engine>>();

const LOADERS: Readonly<Partial<Record<EngineId, () => Promise<Engine>>>> = {
  worker: async () => {
    const { createWorkerEngine } = await import("./worker/host.ts");
    // Set by the integration (src/integrations/sandbox.ts).
    return createWorkerEngine(import.meta.env.SANDBOX);
  },
};

/**
 * The engine of this id; the same one every time.
 *
 * @throws if there is no such engine in a browser, or it cannot be fetched
 */
export function loadEngine(id: EngineId): Promise<Engine> {
  let engine = engines.get(id);
  if (engine === undefined) {
    const load = LOADERS[id];
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
