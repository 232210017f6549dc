/** `npm run pack`: the package `beamish` as it is published, JavaScript and types, as a tarball in `.cache/pack/`. */
import { join, relative } from "node:path";
import { root } from "./steps.ts";
import { makeTarball } from "./tarball.ts";

const tarball = makeTarball(join(root, ".cache/pack"));
process.stdout.write(`${relative(process.cwd(), tarball)}\n`);
