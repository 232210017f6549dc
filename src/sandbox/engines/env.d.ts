import type { SandboxPlaces } from "./worker/host.ts";

declare global {
  interface ImportMetaEnv {
    /** Where the sandbox is in this site (src/integrations/sandbox.ts). */
    readonly SANDBOX: SandboxPlaces;
  }
}
