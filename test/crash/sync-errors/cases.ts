/** Which syncs fail in a run: by number over all files, and by number in one file. */
import type { SyncCase } from './case.ts'
import { blobs, checkpoints, jobs } from './loads.ts'

export interface NamedCase extends SyncCase {
  readonly name: string
}

/** `numbers` are those of the syncs of any file, under each of two loads. */
export function allCases(numbers: readonly number[]): readonly NamedCase[] {
  const any = numbers.flatMap((nth): NamedCase[] => [
    { name: `sync ${nth} under jobs`, nth, load: jobs, steps: 150 + nth },
    { name: `sync ${nth} under uploads`, nth, load: blobs, steps: 150 + nth },
  ])
  return [...any, ...ofOneFile]
}

/** The database is synced once as it is made, and then whenever the log is moved into it. */
const ofOneFile: readonly NamedCase[] = [
  ...[1, 2, 3].map((nth) => ({
    name: `sync ${nth} of agq.db`,
    nth,
    files: ['agq.db'],
    load: checkpoints,
    steps: 80,
  })),
  ...[1, 2, 30].map((nth) => ({
    name: `sync ${nth} of agq.db-wal`,
    nth,
    files: ['agq.db-wal'],
    load: jobs,
    steps: 100,
  })),
  ...[1, 2, 3].map((nth) => ({
    name: `sync ${nth} of the data directory`,
    nth,
    files: ['.'],
    load: jobs,
    steps: 20,
  })),
  { name: 'sync 1 of blobs/', nth: 1, files: ['blobs'], load: blobs, steps: 20 },
]
