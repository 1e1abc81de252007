// Builds static/build/: one style sheet and the font it names. `npm run build` runs it.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const OUTPUT = join(ROOT, "static", "build");
const FONT = join(ROOT, "node_modules", "@fontsource-variable", "atkinson-hyperlegible-next");
const FONT_FILES = [
  "atkinson-hyperlegible-next-latin-wght-normal.woff2",
  "atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
  // For PDFs only: browsers slant the upright letters themselves.
  "atkinson-hyperlegible-next-latin-wght-italic.woff2",
  "atkinson-hyperlegible-next-latin-ext-wght-italic.woff2",
];

// No source map: the manifest storage fails on a map comment whose map is missing.
const { css } = sass.compile(join(ROOT, "frontend", "scss", "app.scss"), {
  style: "compressed",
  sourceMap: false,
  loadPaths: [join(ROOT, "node_modules")],
  quietDeps: true,
  // Bootstrap 5.3 still uses what later versions of Sass will remove.
  silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
});

rmSync(OUTPUT, { recursive: true, force: true });
mkdirSync(join(OUTPUT, "fonts"), { recursive: true });
writeFileSync(join(OUTPUT, "app.css"), css);
for (const name of FONT_FILES) {
  cpSync(join(FONT, "files", name), join(OUTPUT, "fonts", name));
}
cpSync(join(FONT, "LICENSE"), join(OUTPUT, "fonts", "LICENSE.txt"));
console.log(`static/build: app.css ${Math.round(css.length / 1024)} KB, ${FONT_FILES.length} font files`);
