/** Makes the package that is published: JavaScript modules and their types, in place of the sources. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "./steps.ts";

const runtime = join(root, "src/beamish");

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, string>>;
}

/**
 * Builds the package `beamish` and packs it with `npm pack`.
 *
 * @param folder where the files are gathered (in `package/`) and the tarball is left; what was there is removed
 * @returns the path of the tarball
 * @throws if the sources do not compile, or npm fails
 */
export function makeTarball(folder: string): string {
  const staging = join(folder, "package");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(runtime, "package.json"), "utf8")) as Manifest;
  emit(Object.values(manifest.exports), join(staging, "dist"));
  writeFileSync(join(staging, "package.json"), `${JSON.stringify(published(manifest), null, 2)}\n`);
  cpSync(join(runtime, "README.md"), join(staging, "README.md"));
  cpSync(join(root, "LICENSE"), join(staging, "LICENSE"));
  return npmPack(staging, folder);
}

/** The workspace's manifest names sources; the published one names what they were compiled to. */
function published(manifest: Manifest): object {
  const compiled = Object.entries(manifest.exports).map(([path, source]) => {
    const module = source.replace(/^\.\/(.*)\.ts$/, "./dist/$1");
    return [path, { types: `${module}.d.ts`, default: `${module}.js` }];
  });
  const exports = { ...Object.fromEntries(compiled), "./package.json": "./package.json" };
  return { ...manifest, exports, files: ["dist"] };
}

function emit(entries: readonly string[], outDir: string): void {
  const { options } = ts.getParsedCommandLineOfConfigFile(
    join(root, "tsconfig.json"),
    {
      noEmit: false,
      declaration: true,
      rewriteRelativeImportExtensions: true,
      rootDir: runtime,
      outDir,
    },
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
        throw new Error(told([diagnostic]));
      },
    },
  )!;
  const program = ts.createProgram(
    entries.map((entry) => join(runtime, entry)),
    options,
  );
  const problems = ts.getPreEmitDiagnostics(program);
  if (problems.length > 0) throw new Error(`The runtime does not compile:\n${told(problems)}`);
  program.emit(undefined, (file, text) => {
    // TypeScript leaves the extensions in declarations as they are in the source.
    ts.sys.writeFile(file, file.endsWith(".d.ts") ? withJsExtensions(text) : text);
  });
}

const withJsExtensions = (declarations: string): string =>
  declarations.replace(/(\b(?:from|import\() ?"\.{1,2}\/[^"]*)\.ts"/g, '$1.js"');

function told(diagnostics: readonly ts.Diagnostic[]): string {
  return ts.formatDiagnostics(diagnostics, {
    getCanonicalFileName: (file) => file,
    getCurrentDirectory: () => root,
    getNewLine: () => "\n",
  });
}

function npmPack(staging: string, folder: string): string {
  const done = spawnSync("npm", ["pack", "--json", "--pack-destination", folder], {
    cwd: staging,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (done.status !== 0) throw new Error(`npm pack failed: ${done.error?.message ?? done.stderr}`);
  const [packed] = JSON.parse(done.stdout) as { filename: string }[];
  return join(folder, packed!.filename);
}
