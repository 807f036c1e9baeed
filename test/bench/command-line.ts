/** How long a person waits for the command line: whole processes, from their start to their end. */
import { spawnSync } from 'node:child_process'
import { cleanEnvironment, programPath, repositoryRoot, temporaryDirectory } from '../harness/index.ts'

/** Milliseconds of one `agx …` run; throws when it fails. */
export function measureAgx(...args: readonly string[]): number {
  const env = cleanEnvironment(temporaryDirectory('agx'))
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, [programPath('agx'), ...args], {
    env,
    cwd: repositoryRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (status !== 0) throw new Error(`agx ${args.join(' ')} ended with ${status}: ${stderr}`)
  return performance.now() - start
}
