/** Who may import whom (the table of CONTRIBUTING), no import cycles, and sizes that keep the source readable. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const files = globSync("{src,components,content,tests}/**/*.{ts,mjs,astro}", { cwd: root })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => !file.includes("node_modules"))
  .sort();

interface Import {
  readonly from: string;
  /** A path in the repository, or the name of a package. */
  readonly to: string;
  readonly typeOnly: boolean;
}

/** The script parts of an Astro file; other files as they are. */
function scriptOf(file: string): string {
  const text = readFileSync(join(root, file), "utf8");
  if (!file.endsWith(".astro")) return text;
  const frontmatter = /^---\n(.*?)\n---/s.exec(text)?.[1] ?? "";
  const scripts = [...text.matchAll(/<script>(.*?)<\/script>/gs)].map((match) => match[1]!);
  return [frontmatter, ...scripts].join("\n");
}

function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, scriptOf(file), ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const { text } = specifier;
    const to = text.startsWith(".")
      ? relative(root, join(root, dirname(file), text)).replaceAll("\\", "/")
      : text;
    found.push({ from: file, to, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly === true);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const imports = files.flatMap(importsOf);

/** `who` may not import what `not` matches, unless `except` matches the importing file. */
const RULES: readonly { who: RegExp; not: RegExp; except?: RegExp; types?: boolean; because: string }[] = [
  {
    who: /^src\/beamish\/term\//,
    not: /^(?!src\/beamish\/term\/)/,
    because: "terms and errors know no process",
  },
  {
    who: /^src\/beamish\/kernel\//,
    not: /^(?!src\/beamish\/(kernel|term)\/)/,
    because: "the kernel knows terms and itself: it has no state of its own",
  },
  {
    who: /^src\/beamish\/node\//,
    not: /^(?!src\/beamish\/(node|kernel|term|random\.ts))/,
    because: "a node is made from the kernel, and knows no behaviour",
  },
  {
    who: /^src\/beamish\/(?!kernel\/)/,
    not: /^(?!src\/beamish\/)/,
    because: "the runtime has no dependencies, neither on Node nor on the site",
  },
  {
    who: /^src\/beamish\/(?!kernel\/|node\/)/,
    not: /^src\/beamish\/kernel\/mailbox\.ts$/,
    because: "OTP is built from OTP: a behaviour never looks into a mailbox",
  },
  {
    who: /^src\/sandbox\//,
    not: /^(components\/|src\/site\/|src\/pages\/|src\/layouts\/|astro)/,
    because: "the sandbox knows no site",
  },
  {
    who: /^src\/sandbox\//,
    not: /^(beamish|src\/beamish)/,
    except: /guest/,
    types: true,
    because: "only the code inside a sandbox runs the runtime",
  },
  {
    who: /^src\/sandbox\/engines\/worker\//,
    not: /engines\/(node|webcontainer)\//,
    because: "no engine knows another",
  },
  {
    who: /^src\/sandbox\/engines\/node\//,
    not: /engines\/(worker|webcontainer)\//,
    because: "no engine knows another",
  },
  {
    who: /^src\/observer\//,
    not: /^(?!src\/observer\/|beamish\/trace$)/,
    types: true,
    because: "the observer folds trace events and knows nothing else",
  },
  {
    who: /^src\/(site|schemas)\//,
    not: /^(components\/|src\/sandbox\/)/,
    because: "queries over the collections know neither components nor engines",
  },
  {
    who: /^components\//,
    not: /^(src\/sandbox\/engines\/(?!index\.ts)|src\/beamish\/)/,
    because: "components know engines by their id and the runtime by its package",
  },
  {
    who: /^src\/(pages|layouts)\//,
    not: /^(src\/sandbox\/|content\/|src\/beamish\/)/,
    because: "pages ask src/site for content and components for the rest",
  },
  {
    who: /^content\/.*\.ts$/,
    not: /^(?!content\/|beamish($|\/))/,
    // The project that the lab comes with runs in Node.
    except: /^content\/pages\/lab\//,
    because: "a sample imports the package beamish and its own files",
  },
];

for (const rule of RULES) {
  test(`${rule.who.source}: ${rule.because}`, () => {
    const broken = imports
      .filter(({ from, to, typeOnly }) => {
        if (rule.types && typeOnly && /^beamish/.test(to)) return false;
        return rule.who.test(from) && rule.not.test(to) && !rule.except?.test(from);
      })
      .map(({ from, to }) => `${from} imports ${to}`);
    assert.deepEqual(broken, []);
  });
}

test("a sample stays inside its own folder", () => {
  const broken = imports
    .filter(({ from, to }) => from.startsWith("content/") && to.startsWith("content/"))
    .filter(({ from, to }) => !to.startsWith(from.split("/").slice(0, 3).join("/")))
    .map(({ from, to }) => `${from} imports ${to}`);
  assert.deepEqual(broken, []);
});

test("no import cycle", () => {
  const graph = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports)
    if (!typeOnly && /^(src|components)\//.test(from)) graph.set(from, [...(graph.get(from) ?? []), to]);
  const done = new Set<string>();
  const cycles: string[] = [];
  const walk = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) walk(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  assert.deepEqual(cycles, []);
});

/** Lines that are neither blank nor comment. */
function codeLines(file: string): number {
  const text = readFileSync(join(root, file), "utf8").replace(/\/\*.*?\*\//gs, "");
  return text.split("\n").filter((line) => !/^\s*(\/\/.*)?$/.test(line)).length;
}

/** An hour's read. */
const KERNEL_LINES = 900;

test("the kernel does not grow", () => {
  const kernel = files.filter((file) => file.startsWith("src/beamish/kernel/"));
  const lines = kernel.reduce((sum, file) => sum + codeLines(file), 0);
  console.log(`kernel: ${lines} lines of code in ${kernel.length} files`);
  assert.ok(lines <= KERNEL_LINES, `${lines} lines of code`);
});

test("a file is one idea: none has more than 400 lines", () => {
  const long = files
    .filter((file) => /^(src|components|tests)\//.test(file))
    .map((file) => [file, readFileSync(join(root, file), "utf8").split("\n").length] as const)
    .filter(([, lines]) => lines > 400)
    .map(([file, lines]) => `${file}: ${lines}`);
  assert.deepEqual(long, []);
});
