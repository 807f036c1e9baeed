/**
 * Runs what a document shows: every ```console block in a shell of its own, each command's output compared with what stands
 * below it; … stands for anything.
 */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Test } from 'tap'
import { repositoryRoot } from './config.ts'

const bash = promisify(execFile)

/** Ends a step's output with a mark and hands its exit status on to the next step's `$?`. */
const KEEP_STATUS = `s=$?; printf '\\036'; (exit $s)`

interface Step {
  readonly command: string
  readonly shown: string
}

export interface Place {
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
}

/** The document's text, by its path in the repository. */
export function readDocument(path: string): string {
  return readFileSync(join(repositoryRoot, path), 'utf8')
}

/** The ```console blocks, in their order. */
export function blocksOf(document: string): readonly string[] {
  return [...document.matchAll(/^```console\n(.*?)^```/gms)].map((match) => match[1] ?? '')
}

/** One shell for a block, so that $? and files of one step are there in the next. */
export async function runBlock(t: Test, block: string, { env, cwd }: Place): Promise<void> {
  const steps = stepsOf(block)
  const script = steps.map(({ command }) => `${command}\n${KEEP_STATUS}`).join('\n')
  const { stdout } = await bash('bash', ['-c', `exec < /dev/null\n${script}\nexit 0`], { env, cwd })
  const printed = stdout.split('\u001e')
  for (const [index, step] of steps.entries()) {
    t.ok(matches(step.shown, printed[index] ?? ''), step.command, {
      shown: step.shown,
      printed: printed[index],
    })
  }
}

/** `$ ` begins a command, `> ` continues it, all else is what it prints. */
function stepsOf(block: string): Step[] {
  const steps: { command: string; shown: string }[] = []
  for (const line of block.trimEnd().split('\n')) {
    const last = steps.at(-1)
    if (line.startsWith('$ ')) steps.push({ command: line.slice(2), shown: '' })
    else if (line.startsWith('> ') && last !== undefined) last.command += `\n${line.slice(2)}`
    else if (last !== undefined) last.shown += `${line}\n`
  }
  return steps
}

function matches(shown: string, printed: string): boolean {
  const source = shown
    .trimEnd()
    .split('…')
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('.*')
  return new RegExp(`^${source}$`, 's').test(printed.trimEnd())
}
