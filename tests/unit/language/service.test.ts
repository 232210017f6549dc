/** The language service: what it says about readers' files, with the whole compiler and with the trimmed one. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import whole from "typescript";
import { bundleTypeScript } from "../../../src/language/bundle.ts";
import { makeLibrary } from "../../../src/language/library.ts";
import { Language } from "../../../src/language/service.ts";
import type { TypeScript } from "../../../src/language/trim.ts";
import { BETWEEN, CONVERSATIONS } from "../../engines/promises/network.ts";

const library = makeLibrary();
const code = await bundleTypeScript();
const trimmed = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as TypeScript;
const languages = { trimmed: new Language(trimmed, library), whole: new Language(whole, library) };
const content = fileURLToPath(new URL("../../../content", import.meta.url));

/** A text with `|` where the cursor is. */
function at(marked: string): { text: string; position: number } {
  return { text: marked.replace("|", ""), position: marked.indexOf("|") };
}

test("the declarations of beamish and of the platform are sound by themselves", () => {
  const service = languages.whole;
  const files = Object.entries(library).filter(([path]) => path.includes("/node_modules/"));
  assert.ok(files.some(([path]) => path.endsWith("beamish/index.d.ts")));
  service.update({
    "main.ts": 'export * from "beamish"; export * from "beamish/testing"; export * from "beamish/stage";',
  });
  assert.deepEqual(service.problems("main.ts"), []);
});

for (const [name, service] of Object.entries(languages)) {
  test(`${name}: every sample and exercise of the site is without a problem`, () => {
    const files = globSync("*/*/{samples,exercises}/**/*.ts", { cwd: content });
    assert.ok(files.length > 30);
    for (const folder of new Set(files.map(dirname))) {
      const texts = Object.fromEntries(
        globSync("*.ts", { cwd: join(content, folder) }).map((file) => [
          file,
          readFileSync(join(content, folder, file), "utf8"),
        ]),
      );
      const start = texts["start.ts"];
      service.update(start === undefined ? texts : { ...texts, "answer.ts": start });
      for (const file of Object.keys(texts))
        assert.deepEqual(service.problems(file), [], `${folder}/${basename(file)}`);
    }
  });

  test(`${name}: problems come in TypeScript's own words, with their place`, () => {
    service.update({ "main.ts": 'const price: number = "three";\nexport { price };\n' });
    assert.deepEqual(service.problems("main.ts"), [
      { from: 6, to: 11, message: "Type 'string' is not assignable to type 'number'.", code: 2322 },
    ]);
    service.update({ "main.ts": "const price: number = 3;\nexport { price };\n" });
    assert.deepEqual(service.problems("main.ts"), []);
  });

  test(`${name}: a text that cannot be read has problems of syntax only, and an unused name is none`, () => {
    service.update({ "main.ts": "const unused = 1;\nspawn(nobody" });
    assert.deepEqual(
      service.problems("main.ts").map(({ message }) => message),
      ["')' expected."],
    );
    service.update({ "main.ts": "const unused = 1;\nexport {};\n" });
    assert.deepEqual(service.problems("main.ts"), []);
  });

  test(`${name}: the options are those of the samples: indices, exact optional properties, erasable syntax`, () => {
    const text = [
      "export const first: string = ([] as string[])[0];",
      "export const exact: { name?: string } = { name: undefined };",
      "export enum Colour { Red }",
    ];
    service.update({ "main.ts": text.join("\n") });
    assert.deepEqual(
      service.problems("main.ts").map(({ code }) => code),
      [2322, 2375, 1294],
    );
  });

  test(`${name}: a promise that a timer settles is no problem`, () => {
    service.update({
      "main.ts":
        "await new Promise((resolve) => setTimeout(resolve, 20));\nsetTimeout((cups: number) => cups, 1, 3);\n",
    });
    assert.deepEqual(service.problems("main.ts"), []);
  });

  test(`${name}: samples know Node's other modules by name only, and no page`, () => {
    service.update({
      "main.ts":
        'import { createServer } from "node:http";\ncreateServer((request) => console.log(request));\n',
      "tools.ts":
        'import { Buffer } from "node:buffer";\nimport process from "node:process";\nconsole.log(Buffer.from("tea"), process.argv);\n',
      "page.ts": "document.title;",
    });
    for (const file of ["main.ts", "tools.ts"]) assert.deepEqual(service.problems(file), [], file);
    assert.match(service.problems("page.ts")[0]?.message ?? "", /Cannot find name 'document'/);
  });

  test(`${name}: sockets are known as the sandbox has them, events and options included`, () => {
    for (const { title, source } of CONVERSATIONS) {
      service.update({ "main.ts": BETWEEN + source });
      assert.deepEqual(service.problems("main.ts"), [], title);
    }
    const inDocs = /```ts\n(import net[\s\S]*?)```/.exec(
      readFileSync(join(content, "docs/how-a-sample-runs.mdx"), "utf8"),
    )?.[1];
    service.update({ "main.ts": inDocs! });
    assert.deepEqual(service.problems("main.ts"), []);

    const wrong =
      'import net from "node:net";\nconst socket = net.connect({ port: "tea" });\nsocket.read();\n';
    service.update({ "main.ts": wrong });
    assert.deepEqual(
      service.problems("main.ts").map(({ code }) => code),
      [2769, 2339],
    );
    const offered = (marked: string): string[] => {
      const { text, position } = at(`import { Socket, connect } from "node:net";\n${marked}`);
      service.update({ "main.ts": text });
      return service.suggestions("main.ts", position)?.names.map((each) => each.name) ?? [];
    };
    assert.ok(offered('new Socket().on("|");').includes("drain"));
    assert.ok(offered("connect({ | });").includes("segments"));
    assert.ok(offered("new Socket().|").includes("setEncoding"));
    assert.deepEqual(
      offered("new Socket().|").filter((each) => ["join", "onGone", "heeded", "read"].includes(each)),
      [],
      "what is not for samples",
    );
    assert.ok(offered('import {} from "node:|";').includes("node:net"));
  });

  test(`${name}: suggestions are members after a dot, atoms inside quotes, names elsewhere`, () => {
    const members = at('import { GenServer } from "beamish";\nGenServer.|');
    service.update({ "main.ts": members.text });
    const found = service.suggestions("main.ts", members.position);
    assert.equal(found?.members, true);
    assert.ok(found.names.some(({ name }) => name === "call"));
    const atoms = at('const state: "open" | "shut" = "|";\nexport { state };'.replace(" | ", " ¦ "));
    service.update({ "main.ts": atoms.text.replace("¦", "|") });
    const words = service.suggestions("main.ts", atoms.position)?.names.map(({ name }) => name);
    assert.deepEqual(words?.sort(), ["open", "shut"]);
  });

  test(`${name}: a name from beamish is suggested with its docs, and brings its import along`, () => {
    const { text, position } = at('import { self } from "beamish";\nself();\nspaw|');
    service.update({ "main.ts": text });
    const found = service.suggestions("main.ts", position)?.names.find(({ name }) => name === "spawn");
    assert.equal(found?.source, "beamish");
    const detail = service.describe("main.ts", position, "spawn", "beamish");
    assert.match(detail?.docs[0]?.text ?? "", /^Starts a process/);
    assert.ok(
      detail?.docs.some(({ kind }) => kind === "code"),
      "the example",
    );
    const [change] = detail?.changes ?? [];
    assert.ok(change);
    const imported = text.slice(0, change.from) + change.insert + text.slice(change.to);
    assert.match(imported, /^import \{ self, spawn \} from "beamish";/);
  });

  test(`${name}: hover, signature and definition, across the files of a sample`, () => {
    const main = at('import { brew } from "./brew.ts";\nbrew(1, |2);\n');
    service.update({
      "main.ts": main.text,
      "brew.ts":
        "/**\n * Makes coffee.\n *\n * @param cups - how many\n * @param sugar - lumps\n */\nexport function brew(cups: number, sugar: number): string {\n  return `${cups} ${sugar}`;\n}\n",
    });
    const hover = service.hover("main.ts", main.text.indexOf("brew(") + 1);
    assert.equal(hover?.declaration, "brew(cups: number, sugar: number): string");
    assert.deepEqual(hover?.docs[0], { kind: "text", text: "Makes coffee." });
    assert.ok(hover?.docs.some(({ text }) => text === "`cups`: how many"));
    const signature = service.signature("main.ts", main.position);
    assert.deepEqual(signature, {
      before: "brew(",
      parameters: ["cups: number, ", "sugar: number"],
      after: "): string",
      current: 1,
      docs: [{ kind: "text", text: "lumps" }],
      overload: [1, 1],
    });
    const place = service.definition("main.ts", main.text.indexOf("brew(") + 1);
    assert.equal(place?.file, "brew.ts");
    assert.equal(service.definition("main.ts", 1), undefined);
    assert.equal(service.hover("main.ts", main.text.length), undefined);
  });

  test(`${name}: a file that goes away is no longer there for the others`, () => {
    service.update({ "main.ts": 'import "./other.ts";', "other.ts": "export {};" });
    assert.deepEqual(service.problems("main.ts"), []);
    service.update({ "main.ts": 'import "./other.ts";' });
    assert.match(
      service.problems("main.ts")[0]?.message ?? "",
      /Cannot find module|Cannot find .*\.\/other\.ts/,
    );
    assert.throws(
      () => service.problems("other.ts"),
      /Expected a file that was given to update \(main\.ts\), got "other\.ts"/,
    );
  });
}
