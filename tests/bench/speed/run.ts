/** The times that readers feel, in real Chromium on a quiet machine. Here the medians count; every figure is printed. */
import "./editor.ts";
import "./engine.ts";
import "./start.ts";
import "./page.ts";
import "./lab.ts";
// A tab that grows with each run gets slow: printed with the rest.
import "../../browser/memory.test.ts";
