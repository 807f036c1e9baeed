/**
 * The code under test: compiled AGQ, everything of it between the sockets and the disk. It is loaded from a folder of
 * its own choosing, so that the same simulation can run against a copy with a planted bug.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export interface Production {
  readonly openDatabase: typeof import('../../agq/dist/store/sqlite/open.js').openDatabase
  readonly storeOn: typeof import('../../agq/dist/store/sqlite/store.js').storeOn
  readonly runBatch: typeof import('../../agq/dist/engine/batch.js').runBatch
  readonly startLoop: typeof import('../../agq/dist/loop/start-loop.js').startLoop
  readonly Sweeper: typeof import('../../agq/dist/loop/sweeper.js').Sweeper
  readonly Registrars: typeof import('../../agq/dist/commands/registrars.js').Registrars
  readonly makeDispatch: typeof import('../../agq/dist/commands/dispatch.js').makeDispatch
}

export const productionRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'agq', 'dist')

export async function loadProduction(root: string): Promise<Production> {
  const load = (path: string) => import(pathToFileURL(join(root, path)).href)
  const [open, store, batch, loop, sweeper, dispatch, registrars] = await Promise.all(
    [
      'store/sqlite/open.js',
      'store/sqlite/store.js',
      'engine/batch.js',
      'loop/start-loop.js',
      'loop/sweeper.js',
      'commands/dispatch.js',
      'commands/registrars.js',
    ].map(load),
  )
  return {
    openDatabase: open.openDatabase,
    storeOn: store.storeOn,
    runBatch: batch.runBatch,
    startLoop: loop.startLoop,
    Sweeper: sweeper.Sweeper,
    makeDispatch: dispatch.makeDispatch,
    Registrars: registrars.Registrars,
  }
}
