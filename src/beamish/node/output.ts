/** Where reports go, and which are written. */

export const LOG_LEVELS = [
  "debug",
  "info",
  "notice",
  "warning",
  "error",
  "critical",
  "alert",
  "emergency",
  "none",
] as const;

/** Which reports are written. */
export interface Logging {
  level: (typeof LOG_LEVELS)[number];
  /** Whether supervisors report what becomes of their children. */
  handleSaslReports: boolean;
  /** Takes the reports of the node itself once there are handlers; before, they go to its output as they are. */
  sink?: (level: LogLevel, text: string, values: readonly unknown[]) => void;
}
export type LogLevel = Exclude<(typeof LOG_LEVELS)[number], "none">;

/** Where a node's reports go. `text` is complete; `values` are the terms it was made from, for listeners that show more. */
export type Output = (level: LogLevel, text: string, values: readonly unknown[]) => void;

/** Prints to the host's console. */
export const printToConsole: Output = (level, text) => {
  const print = LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf("warning") ? console.error : console.log;
  print(text);
};
