/**
 * How a verb answers: JSON alone on stdout for programs, or text for people. A verb whose answer is an id gives
 * JSON wherever stdout is no terminal; the others only when asked with --json.
 */
import type { Terminal } from '../terminal.ts'

/** Whether to answer in JSON. */
export function wantsJson(
  options: { readonly json?: boolean },
  terminal: Terminal,
  answersWithId: boolean,
): boolean {
  return options.json === true || (answersWithId && !terminal.stdoutIsTty)
}

/** One JSON document and a newline on stdout. */
export async function writeJson(terminal: Terminal, value: unknown): Promise<void> {
  await terminal.write(`${JSON.stringify(value)}\n`)
}
