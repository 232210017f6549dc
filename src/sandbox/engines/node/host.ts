/** The node engine: a worker thread for each run. For tests, and for `npm run sample`. */
import { Worker } from "node:worker_threads";
import type { Engine, SourcePosition } from "../../engine.ts";
import { bundleNodeGuest } from "../../bundle.ts";
import type { CodeFile, FromThread, ToThread } from "../../guest/node.ts";
import { runJob, type Thread, type ThreadListener } from "../../run.ts";

/** Megabytes that the values of one run may take. */
const MOST_MEMORY = 512;

const TOO_MUCH = {
  name: "TooMuchMemory",
  message: `The run took more than ${MOST_MEMORY} MB of memory.`,
  hint: "Look for a list that only grows, or a loop that starts processes without end.",
};

/** Makes the engine. It builds the guest when it is first used, from the runtime's sources as they are then. */
export function createNodeEngine(): Engine {
  let guest: Promise<string> | undefined;
  const load = () => {
    guest ??= bundleNodeGuest();
    return guest;
  };
  return {
    id: "node",
    warm: async () => {
      await load();
    },
    run: (job, signal) => runJob(job, signal, async (listener) => openThread(await load(), listener)),
  };
}

function openThread(guest: string, listener: ThreadListener): Thread {
  const worker = new Worker(guest, {
    eval: true,
    // What the guest does not carry out itself (the host's own warnings) is nobody's output.
    stdout: true,
    stderr: true,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
  });
  const send = (message: ToThread) => {
    worker.postMessage(message);
  };
  worker.on("message", async (message: FromThread) => {
    if (message.type === "locate") send({ type: "located", place: await placeOfSyntax(message.files) });
    else if (message.type !== "ready") listener.message(message);
  });
  worker.on("error", (error: NodeJS.ErrnoException) => {
    const isMemory = error.code === "ERR_WORKER_OUT_OF_MEMORY";
    listener.failed(
      isMemory ? TOO_MUCH : { name: "EngineError", message: error.message, hint: "Run it again." },
    );
  });
  return {
    send,
    end: async () => {
      await worker.terminate();
    },
  };
}

/** Node does not tell where a module's syntax is wrong, so a parser is asked: only then is it loaded. */
async function placeOfSyntax(files: readonly CodeFile[]): Promise<SourcePosition | undefined> {
  const { parse } = await import("acorn");
  for (const { file, code } of files) {
    try {
      parse(code, { ecmaVersion: "latest", sourceType: "module" });
    } catch (error) {
      const { loc } = error as { loc?: { line: number; column: number } };
      if (loc !== undefined) return { file, line: loc.line, column: loc.column + 1 };
    }
  }
  return undefined;
}
