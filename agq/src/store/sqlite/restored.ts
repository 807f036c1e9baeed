/**
 * The first life of data that came out of a backup. The world went on after the backup was made: workers hold tokens
 * that this data never granted. So every Job's token jumps to the hour of this start, and new Jobs begin there too, for a
 * Job that came after the backup may be submitted anew: whatever was granted before it, by any server that had this data,
 * is FENCED from now on, and so is what an earlier restore of the same backup granted.
 *
 * The file `backup.json` beside the database, which every backup has in it, says that this is due; it goes when it is done.
 */
import { existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

export const BACKUP_NOTE = 'backup.json'

/** No Job is granted so often in a second: tokens of different hours never meet. Fifteen digits last until 2453. */
const TOKENS_A_SECOND = 2 ** 16
/** Numbers of events begin with the number of the life: more lives than this nobody has had since the backup. */
const LIVES = 1_000

/** Says whether it was a restored database. A crash on the way does no harm: it is done again. */
export function beginRestored(db: DatabaseSync, path: string): boolean {
  const note = join(dirname(path), BACKUP_NOTE)
  if (!existsSync(note)) return false
  const floor = Math.floor(Date.now() / 1000) * TOKENS_A_SECOND
  db.exec(`BEGIN IMMEDIATE;
    UPDATE job SET token = max(token + 1, ${floor});
    UPDATE meta SET value = max(value, ${floor}) WHERE key = 'token_floor';
    UPDATE meta SET value = value + ${LIVES} WHERE key = 'boots';
    COMMIT`)
  rmSync(note)
  return true
}
