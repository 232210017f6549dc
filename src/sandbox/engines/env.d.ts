import type { ContainerPlaces } from "./webcontainer/host.ts";
import type { SandboxPlaces } from "./worker/host.ts";

declare global {
  interface ImportMetaEnv {
    /** Where the sandboxes are in this site (src/integrations/sandbox.ts). */
    readonly SANDBOX: SandboxPlaces & { readonly container: ContainerPlaces };
  }
}
