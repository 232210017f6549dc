export default {
  printWidth: 110,
  plugins: ["prettier-plugin-astro"],
  overrides: [
    { files: "*.astro", options: { parser: "astro" } },
    { files: "content/**/samples/**/*.ts", options: { printWidth: 80 } },
  ],
};
