/**
 * What the environment says to the command line, read once and frozen: colours, width, where files lie.
 * What concerns the connection is the client's own config.
 */
import { join } from 'node:path'
import { agxHome } from './client/config.ts'

/** The settings of one run of agx. */
export interface Config {
  /** `$AGX_HOME`, default `~/.agenix`. */
  readonly home: string
  /** AGQ's data directory: AGQ_DATA, default `$AGX_HOME/agq`. */
  readonly agqData: string
  /** The plan buffer: AGX_PLAN_PATH, default `$AGX_HOME/plan.json`. */
  readonly planPath: string
  /** NO_COLOR is set: never a colour. */
  readonly noColor: boolean
  /** The directories programs are looked for in. */
  readonly pathEntries: readonly string[]
  /** The environment children are started with. */
  readonly childEnvironment: Readonly<Record<string, string>>
}

/** Reads the environment. */
export function readConfig(): Config {
  const home = agxHome()
  const variables = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return Object.freeze({
    home,
    agqData: process.env.AGQ_DATA || join(home, 'agq'),
    planPath: process.env.AGX_PLAN_PATH || join(home, 'plan.json'),
    noColor: Boolean(process.env.NO_COLOR),
    pathEntries: (process.env.PATH ?? '').split(':').filter((entry) => entry !== ''),
    childEnvironment: Object.freeze(Object.fromEntries(variables)),
  })
}
