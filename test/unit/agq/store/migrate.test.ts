/** Data of formats 1 and 2 is brought to the present format whole: what the steps make is what schema.sql makes. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import t from 'tap'
import { openDatabase } from '../../../../agq/dist/store/sqlite/open.js'

const format2 = readFileSync(new URL('format-2.sql', import.meta.url), 'utf8')
const format1 = readFileSync(new URL('format-1.sql', import.meta.url), 'utf8')

function makeFormat1(path: string): void {
  const db = new DatabaseSync(path)
  db.exec(`BEGIN; ${format1} INSERT INTO meta VALUES ('boots', 7);
    PRAGMA application_id = ${0x41475851}; PRAGMA user_version = 1; COMMIT`)
  const job = `INSERT INTO job (seq, tenant, job_id, plan_id, origin, content_hash, queue, priority, lane_id, status, attempt,
    max_attempts, deaths, token, ended_token, created_at, expires_at, input_ref, input_bytes)`
  db.exec(`INSERT INTO lane VALUES (5, 'default', 'q', '[]', '[]', 2);
    ${job} VALUES (1, 'default', 'late', 'p', '{}', 'h', 'q', 9, 5, 'pending', 0, 1, 0, 0, 0, 1, 99, NULL, 0);
    ${job} VALUES (2, 'default', 'urgent', 'p', '{}', 'h', 'q', 0, 5, 'pending', 0, 1, 0, 0, 0, 1, NULL, 'in', 0);
    ${job} VALUES (3, 'default', 'over', 'p', '{}', 'h', 'q', 5, 5, 'completed', 1, 1, 0, 1, 1, 1, NULL, NULL, 0);
    INSERT INTO attempt VALUES (3, 1, 1, 'w', 1, 2, 'completed', NULL);
    INSERT INTO task_result VALUES (3, 1, 1,
      '{"stdout":{"kept_bytes":20000,"sha256":"out","blob":true},"stderr":{"kept_bytes":5,"sha256":"err"}}', x'41', x'');
    INSERT INTO tally VALUES ('queue', 'q', 'pending', 2), ('queue', 'q', 'completed', 1);`)
  db.close()
}

function shapeOf(db: DatabaseSync): unknown {
  const tables = db.prepare(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`).all()
  return {
    columns: tables.map(({ name }) => [
      name,
      db
        .prepare(`SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY name`)
        .all(String(name)),
    ]),
    indexes: db
      .prepare(
        `SELECT name, replace(replace(sql, '  ', ''), ' ', '') AS sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name`,
      )
      .all(),
  }
}

t.test('format 1 becomes the present format', async (t) => {
  const folder = t.testdir()
  makeFormat1(join(folder, 'old.db'))
  const old = openDatabase(join(folder, 'old.db'))
  const fresh = openDatabase(join(folder, 'new.db'))
  t.same(shapeOf(old), shapeOf(fresh), 'the same tables, columns and indexes')
  t.equal(old.prepare('PRAGMA user_version').get()?.user_version, 3)
  t.same(
    old.prepare(`SELECT job_id FROM job WHERE status = 'pending' ORDER BY rank, seq`).all(),
    [{ job_id: 'urgent' }, { job_id: 'late' }],
    'the order of the line is kept',
  )
  t.same(old.prepare('SELECT expires_by, output_bytes FROM job ORDER BY seq').all(), [
    { expires_by: 'expires_at', output_bytes: 0 },
    { expires_by: null, output_bytes: 0 },
    { expires_by: null, output_bytes: 20_005 },
  ])
  t.same(old.prepare('SELECT status, jobs, bytes FROM tally ORDER BY status').all(), [
    { status: 'completed', jobs: 1, bytes: 20_005 },
    { status: 'pending', jobs: 2, bytes: 0 },
  ])
  t.same(old.prepare('SELECT sha256, seq, use FROM blob_use ORDER BY sha256').all(), [
    { sha256: 'in', seq: 2, use: 'input' },
    { sha256: 'out', seq: 3, use: 'output' },
  ])
  old.close()
  fresh.close()
})

t.test('format 2 becomes the present format: no Job of it is signed', async (t) => {
  const folder = t.testdir()
  const before = new DatabaseSync(join(folder, 'old.db'))
  before.exec(`BEGIN; ${format2} INSERT INTO meta VALUES ('boots', 7), ('age', 0), ('token_floor', 0);
    INSERT INTO job_body VALUES (1, '{"job_id":"j"}', x'41');
    PRAGMA application_id = ${0x41475851}; PRAGMA user_version = 2; COMMIT`)
  before.close()
  const old = openDatabase(join(folder, 'old.db'))
  const fresh = openDatabase(join(folder, 'new.db'))
  t.same(shapeOf(old), shapeOf(fresh), 'the same tables, columns and indexes')
  t.equal(old.prepare('PRAGMA user_version').get()?.user_version, 3)
  const body = { seq: 1, envelope: '{"job_id":"j"}', input: new Uint8Array([0x41]), signature: null }
  t.same(old.prepare('SELECT * FROM job_body').all(), [body])
  old.close()
  fresh.close()
})
