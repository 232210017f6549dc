import assert from "node:assert/strict";
import { test } from "node:test";
import { faultOfName, freshName } from "../../../../components/play/file-names.ts";

const files = { "main.ts": "", "shop/till.ts": "" };

test("names that will do", () => {
  for (const name of ["till.ts", "a-b_c.ts", "shop/kettle.ts", "a.test.ts"])
    assert.equal(faultOfName(name, files), undefined, name);
  assert.equal(faultOfName("main.ts", files, "main.ts"), undefined, "its own name");
});

test("names that will not do are told why", () => {
  const faults = {
    "": /needs a name/,
    till: /call it till\.ts/,
    "till.js": /call it till\.ts/,
    "../till.ts": /cannot begin with a dot/,
    "a b.ts": /letters, digits/,
    "main.ts": /There is a main\.ts already/,
  };
  for (const [name, fault] of Object.entries(faults))
    assert.match(faultOfName(name, files) ?? "", fault, name);
});

test("a new file gets the first name that is free", () => {
  assert.equal(freshName({}), "file.ts");
  assert.equal(freshName({ "file.ts": "", "file-2.ts": "" }), "file-3.ts");
});
