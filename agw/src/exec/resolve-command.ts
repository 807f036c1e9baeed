/**
 * From a command's name to an executable file, as a shell would find it: a name with a '/' is a path relative to
 * the task's cwd, a bare one is looked up on the worker's PATH (never on one the Job declares). Nothing is run here.
 */
import { accessSync, constants, statSync } from 'node:fs'
import { resolve } from 'node:path'

/** The file, or why there is none: the exit code is the shell's (127 not found, 126 not executable). */
export type Resolved =
  | { readonly kind: 'found'; readonly file: string }
  | {
      readonly kind: 'refused'
      readonly failure: 'not_found' | 'not_started'
      readonly exitCode: 126 | 127
      readonly text: string
    }

/** The absolute directories of a PATH. Relative and empty entries are dropped: they would mean the task's cwd. */
export function searchPath(path: string | undefined): readonly string[] {
  return [...new Set((path ?? '').split(':').filter((entry) => entry.startsWith('/')))]
}

export function resolveCommand(command: string, cwd: string, directories: readonly string[]): Resolved {
  if (command.includes('/')) return resolvePath(command, resolve(cwd, command))
  let blocked: string | undefined
  for (const directory of directories) {
    const file = `${directory}/${command}`
    const state = executableState(file)
    if (state === 'executable') return { kind: 'found', file }
    if (state === 'blocked') blocked ??= file
  }
  if (blocked !== undefined) return notExecutable(command, blocked)
  const text = `command not found: ${command} (not on this worker's PATH ${directories.join(':')}). Install it there, name it by its path, or start agw with a PATH that has it.`
  return { kind: 'refused', failure: 'not_found', exitCode: 127, text }
}

function resolvePath(command: string, file: string): Resolved {
  const state = executableState(file)
  if (state === 'executable') return { kind: 'found', file }
  if (state === 'blocked') return notExecutable(command, file)
  const where = file === command ? '' : ` (looked for ${file})`
  const text = `command not found: ${command}${where}. A command with a "/" is a path, taken from the task's cwd.`
  return { kind: 'refused', failure: 'not_found', exitCode: 127, text }
}

function notExecutable(command: string, file: string): Resolved {
  const text = `cannot execute ${command}: ${file} is not an executable file for this worker's user. Try chmod +x, or name its interpreter.`
  return { kind: 'refused', failure: 'not_started', exitCode: 126, text }
}

function executableState(file: string): 'executable' | 'blocked' | 'absent' {
  try {
    if (!statSync(file).isFile()) return 'blocked'
    accessSync(file, constants.X_OK)
    return 'executable'
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EACCES' ? 'blocked' : 'absent'
  }
}
