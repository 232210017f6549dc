/** Where reports go, and which are written. */

export const LOG_LEVELS = ["debug", "info", "notice", "warning", "error", "none"] as const;

/** Which reports are written. */
export interface Logging {
  level: (typeof LOG_LEVELS)[number];
  /** Whether supervisors report what becomes of their children. */
  handleSaslReports: boolean;
}
export type LogLevel = Exclude<(typeof LOG_LEVELS)[number], "none">;

/** Where a node's reports go. `text` is complete; `values` are the terms it was made from, for listeners that show more. */
export type Output = (level: LogLevel, text: string, values: readonly unknown[]) => void;

/** Prints to the host's console. */
export const printToConsole: Output = (level, text) => {
  const print = level === "error" || level === "warning" ? console.error : console.log;
  print(text);
};
