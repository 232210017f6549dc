/** A terminal in which the container's shell runs. xterm.js is fetched when Node has started, and never before. */
import type { FitAddon } from "@xterm/addon-fit";
import type { Terminal } from "@xterm/xterm";
import type { Container } from "./node-pane.ts";

export interface Shell {
  focus(): void;
  /** Fit the terminal to the room that it has. */
  fit(): void;
}

/** Whom a terminal tells what happens in it. */
export interface ShellOptions {
  /** The reader leaves the terminal by key. */
  readonly onLeave: () => void;
  /** Programs have said something, and are quiet again. */
  readonly onShell: () => void;
}

/** Milliseconds without output after which programs are taken to be quiet. */
const QUIET = 400;

/** Keys pressed in a terminal are for its programs: the way out of it with the keyboard has to be said. */
const WELCOME = "\x1b[2mCtrl+Shift+E leaves the terminal.\x1b[0m\r\n";

/**
 * Open a terminal.
 *
 * @param host an empty element that the terminal fills
 */
export async function openShell(
  host: HTMLElement,
  container: Container,
  { onLeave, onShell }: ShellOptions,
): Promise<Shell> {
  const [xterm, addon] = await Promise.all([
    import("@xterm/xterm"),
    import("@xterm/addon-fit"),
    import("@xterm/xterm/css/xterm.css"),
  ]);
  const terminal = new xterm.Terminal({
    ...lookOf(host),
    convertEol: true,
    cursorBlink: false,
    screenReaderMode: true,
    scrollback: 2_000,
  });
  const fit = new addon.FitAddon();
  terminal.loadAddon(fit);
  terminal.open(host);
  terminal.attachCustomKeyEventHandler((event) => {
    if (!(event.ctrlKey && event.shiftKey && event.code === "KeyE")) return true;
    event.preventDefault();
    if (event.type === "keydown") onLeave();
    return false;
  });
  fit.fit();
  terminal.write(WELCOME);
  const relook = (): void => void Object.assign(terminal.options, lookOf(host));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", relook);
  new MutationObserver(relook).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  let quiet: ReturnType<typeof setTimeout> | undefined;
  terminal.onWriteParsed(() => {
    clearTimeout(quiet);
    quiet = setTimeout(onShell, QUIET);
  });
  void connect(terminal, fit, container);
  return {
    focus: () => terminal.focus(),
    fit: () => {
      if (host.clientWidth > 0) fit.fit();
    },
  };
}

/** Let the shell and the terminal talk; when the shell ends, a key starts another. */
async function connect(terminal: Terminal, fit: FitAddon, container: Container): Promise<void> {
  for (;;) {
    // What is typed before the shell is there waits for it.
    const keys = new TransformStream<string, string>();
    const writer = keys.writable.getWriter();
    const typed = terminal.onData((data) => void writer.write(data));
    try {
      const { cols, rows } = terminal;
      const shell = await container.spawn("jsh", { terminal: { cols, rows } });
      void keys.readable.pipeTo(shell.input);
      const resized = terminal.onResize((size) => shell.resize(size));
      fit.fit();
      void shell.output.pipeTo(new WritableStream({ write: (text) => terminal.write(text) }));
      const code = await shell.exit;
      resized.dispose();
      terminal.write(`\r\nThe shell ended with ${code}. Press a key to start another.\r\n`);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      terminal.write(`\r\nThe shell could not be started: ${why}. Press a key to try again.\r\n`);
    }
    typed.dispose();
    await new Promise<void>((resolve) => {
      const key = terminal.onData(() => {
        key.dispose();
        resolve();
      });
    });
  }
}

/** The page's colours and letters, as they are now. */
function lookOf(host: HTMLElement) {
  const { color, backgroundColor, fontFamily, fontSize } = getComputedStyle(host);
  const selectionBackground = getComputedStyle(host.parentElement!).outlineColor;
  return {
    fontFamily,
    fontSize: Number.parseFloat(fontSize),
    lineHeight: 1.35,
    theme: { foreground: color, background: backgroundColor, cursor: color, selectionBackground },
  };
}
