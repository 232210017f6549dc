/** The times that readers feel, in real Chromium on a quiet machine. Here the medians count; every figure is printed. */
import "./engine.ts";
import "./lab.ts";
import "./page.ts";
