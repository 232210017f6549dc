import astro from "eslint-plugin-astro";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/", ".astro/", ".cache/", "node_modules/"] },
  ...tseslint.configs.strict,
  ...astro.configs.recommended,
  {
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      // A discriminated tuple or an index just checked is often clearer with `!` than with a branch that cannot happen.
      "@typescript-eslint/no-non-null-assertion": "off",
      // `for (;;)` and `while (true)` are how a process loops.
      "no-constant-condition": ["error", { checkLoops: false }],
      // Process bodies are generators even where they never wait.
      "require-yield": "off",
    },
  },
);
