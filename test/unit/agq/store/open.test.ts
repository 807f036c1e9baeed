/** The database file: one server at a time, ours, of a format we read. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import t from 'tap'
import { openDatabase, StoreLocked } from '../../../../agq/dist/store/sqlite/open.js'

t.test('a second opener is told that it is locked', async (t) => {
  const path = join(t.testdir(), 'agq.db')
  const db = openDatabase(path)
  t.throws(() => openDatabase(path), new StoreLocked('the data directory is in use by another AGQ'))
  db.close()
  openDatabase(path).close()
})

t.test("another program's database, a newer format and garbage are refused and left alone", async (t) => {
  const folder = t.testdir()
  const foreign = new DatabaseSync(join(folder, 'foreign.db'))
  foreign.exec('CREATE TABLE theirs (x)')
  foreign.close()
  t.throws(() => openDatabase(join(folder, 'foreign.db')), /is not a database of AGQ/)

  openDatabase(join(folder, 'newer.db')).close()
  const newer = new DatabaseSync(join(folder, 'newer.db'))
  newer.exec('PRAGMA user_version = 99')
  newer.close()
  t.throws(() => openDatabase(join(folder, 'newer.db')), /has data format 99; this AGQ reads formats 1 to 3/)

  writeFileSync(join(folder, 'garbage.db'), 'not a database, by far '.repeat(100))
  t.throws(
    () => openDatabase(join(folder, 'garbage.db')),
    /is damaged \(file is not a database, .*restore a backup/,
  )
})
