// Every npm script comes through here: `node src/commands/run.mjs <command> [arguments]`.
//
// It must run on whatever Node the machine has and before anything is installed, hence plain JavaScript without
// imports from npm. It installs what is missing and hands over to the Node that the project brings along.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const NEEDED_MAJOR = 24;
const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const binary = process.platform === "win32" ? "node.exe" : "node";

/** @param {string} message */
function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** The Node to run on: the bundled one where the platform has it, else the machine's own if it is new enough. */
function choosePlatform() {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const bundled = name in (manifest.optionalDependencies ?? {});
  const major = Number(process.versions.node.split(".")[0]);
  if (!bundled && major < NEEDED_MAJOR)
    stop(
      `This platform (${process.platform} ${process.arch}) has no bundled Node, and the one installed is ${process.version}.\n` +
        `Install Node ${NEEDED_MAJOR} or later from https://nodejs.org, then run the command again.`,
    );
  return bundled ? join(root, "node_modules", name, "bin", binary) : process.execPath;
}

/** Run `npm ci` unless node_modules already is what the lockfile says. */
function install() {
  const stamp = join(root, "node_modules", ".installed");
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  process.stdout.write("Installing the packages of package-lock.json ...\n");
  // npm tells its scripts where it is; a direct `node run.mjs` finds it on the PATH.
  const npm = process.env.npm_execpath;
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const done = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: "inherit" })
    : spawnSync("npm", args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  if (done.status !== 0) stop("The packages could not be installed: see npm's message above.");
  writeFileSync(stamp, wanted);
}

const [command, ...args] = process.argv.slice(2);
const script = join(root, "src/commands", `${command}.ts`);
if (!command || !existsSync(script))
  stop(`Unknown command ${JSON.stringify(command)}: see "scripts" in package.json.`);
const node = choosePlatform();
install();
if (!existsSync(node))
  stop(`The bundled Node is missing (${node}). Delete node_modules and run the command again.`);
const path = [join(root, "node_modules/.bin"), dirname(node), process.env.PATH].join(delimiter);
const child = spawnSync(node, [script, ...args], {
  cwd: process.cwd(),
  stdio: "inherit",
  env: { ...process.env, PATH: path },
});
process.exit(child.status ?? 1);
