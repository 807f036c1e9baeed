/**
 * Where the programs under test are, and the clean environment they get. The only file of the tests that reads
 * this process's environment. Nothing of the developer's own AGQ_* or AGX_* settings may reach a test.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repositoryRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

export type ProgramName = 'agq' | 'agx' | 'agw'

/** The script that starts a program, as an installed `bin` would. */
export function programPath(name: ProgramName): string {
  return join(repositoryRoot, name, 'bin', `${name}.js`)
}

/** The whole environment of a program under test; `extra` wins, and an `undefined` in it removes a variable. */
export function cleanEnvironment(
  home: string,
  extra: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  const environment: Record<string, string> = {}
  const wanted = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: home,
    AGX_HOME: join(home, '.agenix'),
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    NO_COLOR: '1',
    ...extra,
  }
  for (const [name, value] of Object.entries(wanted)) if (value !== undefined) environment[name] = value
  return environment
}

/** Seed for tests that draw at random: `SEED=123 node test/e2e/….test.ts` repeats a run; otherwise a new one. */
export function chosenSeed(): number {
  const given = process.env.SEED
  return given === undefined ? Date.now() % 2 ** 31 : Number(given)
}

/** `E2E_VERBOSE=1` shows what the programs write to stderr. */
export const verbose = process.env.E2E_VERBOSE === '1'

/** `ROUNDS=n` makes a test that draws at random longer or shorter. */
export function chosenRounds(usual: number): number {
  const given = process.env.ROUNDS
  return given === undefined ? usual : Number(given)
}
