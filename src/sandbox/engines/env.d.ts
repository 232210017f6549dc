interface ImportMetaEnv {
  /** URL of the worker engine's frame, set by src/integrations/sandbox.ts. */
  readonly SANDBOX_FRAME: string;
}
