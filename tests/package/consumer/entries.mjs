// Imports every entry that the package has, and prints each.
import manifest from "beamish/package.json" with { type: "json" };

for (const path of Object.keys(manifest.exports)) {
  if (path.endsWith(".json")) continue;
  const entry = await import(path.replace(/^\./, "beamish"));
  console.log(path, Object.values(entry).includes(undefined) ? "lacks something" : "is there");
}
process.exit(0);
