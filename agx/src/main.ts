/**
 * agx, the command line. Reads the arguments, runs one verb, ends with its exit code. Everything that goes wrong ends
 * here: as one message on stderr that says what to do, and the exit code the contract promises for it.
 */
import { readFileSync } from 'node:fs'
import { CommanderError } from 'commander'
import type { Context } from './commands/verb.ts'
import { buildProgram, foldCase, type Outcome } from './program.ts'

/** Runs agx with these arguments (without `node` and the script) and ends the process. */
export async function main(argv: readonly string[]): Promise<void> {
  const outcome: Outcome = { exitCode: 0 }
  const program = buildProgram(makeContext, readVersion(), outcome)
  try {
    await program.parseAsync([...foldCase(argv)], { from: 'user' })
  } catch (error) {
    outcome.exitCode = await explainFailure(error)
  }
  // Writing to a pipe, a file or a terminal is done when the call returns, so nothing is cut off here.
  process.exit(outcome.exitCode)
}

async function makeContext(): Promise<Context> {
  const [{ readConfig }, { openTerminal }] = await Promise.all([
    import('./config.ts'),
    import('./terminal.ts'),
  ])
  const config = readConfig()
  return { config, terminal: openTerminal(config) }
}

/** Says what went wrong; the exit code that goes with it. */
async function explainFailure(error: unknown): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  const [{ Failure }, { AgqError }] = await Promise.all([
    import('./usage-error.ts'),
    import('./client/agq-error.ts'),
  ])
  if (error instanceof Failure || error instanceof AgqError) {
    process.stderr.write(`agx: ${error.message}\n`)
    return error.exitCode
  }
  const { explainPipelineError, PipelineError } = await import('./pipeline/pipeline-error.ts')
  if (error instanceof PipelineError) {
    process.stderr.write(`agx: ${explainPipelineError(error)}\n`)
    return 2
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`agx: this is a bug in agx, please report it: ${text}\n`)
  return 1
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  const version: unknown =
    typeof manifest === 'object' && manifest !== null && Reflect.get(manifest, 'version')
  return typeof version === 'string' ? version : 'unknown'
}
