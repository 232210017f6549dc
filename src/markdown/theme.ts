/**
 * How code is coloured: Shiki's CSS-variables theme, with a class for each colour in place of a `style` attribute. The
 * pages' content security policy forbids inline styles, and classes are smaller.
 */
import type { ShikiTransformer } from "shiki";
import { createCssVariablesTheme } from "shiki";

export const theme = createCssVariablesTheme({
  name: "beamish",
  variablePrefix: "--shiki-",
  fontStyle: false,
});

const TOKEN = /--shiki-token-([a-z-]+)/;

/** Commas and dots are a third of all tokens and look almost like plain text: they stay plain. */
const PLAIN = "punctuation";

/** Turns `style="color:var(--shiki-token-keyword)"` into `class="k-keyword"`; tokens without a colour become bare text. */
export const classes: ShikiTransformer = {
  name: "beamish:classes",
  span(node) {
    const role = TOKEN.exec(String(node.properties["style"] ?? ""))?.[1];
    delete node.properties["style"];
    if (role !== undefined && role !== PLAIN) node.properties["class"] = `k-${role}`;
  },
  line(node) {
    node.children = node.children.flatMap((token) =>
      token.type === "element" && token.properties["class"] === undefined ? token.children : [token],
    );
  },
  pre(node) {
    delete node.properties["style"];
    // A fence in Markdown: Astro has given it a class of its own. It looks like other code, without line numbers.
    if (String(node.properties["class"]).includes("astro-code")) node.properties["class"] = "shiki plain";
  },
};
