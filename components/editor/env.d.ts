interface ImportMetaEnv {
  /** Where the language service is in this site (src/integrations/language.ts). */
  readonly LANGUAGE: {
    /** The script of its worker. */
    readonly worker: string;
    /** What it checks samples against. */
    readonly library: string;
    /** The folder of what is known about names in the site's own code. */
    readonly hovers: string;
  };
}
