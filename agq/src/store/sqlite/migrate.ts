/**
 * Brings data of an older format to the present one, a step for each format, all in one transaction: it is there whole
 * or not at all. To change the format: change schema.sql, add the step here, raise FORMAT_VERSION; the test of this
 * file compares what the steps make with what schema.sql makes.
 */
import type { DatabaseSync } from 'node:sqlite'
import { limits } from '@agenix/specs'

export const FORMAT_VERSION = 3

/** The statements that lead from the format before to this one. */
const STEPS: ReadonlyMap<number, string> = new Map([
  [
    2,
    `INSERT INTO meta VALUES ('age', 0), ('token_floor', 0);
     CREATE TABLE queue (
       tenant TEXT NOT NULL, queue TEXT NOT NULL, paused_at INTEGER, weight INTEGER NOT NULL, max_waiting INTEGER,
       ttl_secs INTEGER, pass INTEGER NOT NULL, PRIMARY KEY (tenant, queue)) STRICT, WITHOUT ROWID;
     ALTER TABLE job ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;
     ALTER TABLE job ADD COLUMN gated INTEGER NOT NULL DEFAULT 0;
     ALTER TABLE job ADD COLUMN concurrency_key TEXT;
     ALTER TABLE job ADD COLUMN concurrency_limit INTEGER;
     ALTER TABLE job ADD COLUMN granted_mono INTEGER;
     ALTER TABLE job ADD COLUMN expires_by TEXT;
     ALTER TABLE job ADD COLUMN resume_from INTEGER;
     ALTER TABLE job ADD COLUMN resume_token INTEGER;
     ALTER TABLE job ADD COLUMN hand_retries INTEGER NOT NULL DEFAULT 0;
     ALTER TABLE job ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
     ALTER TABLE job ADD COLUMN output_bytes INTEGER NOT NULL DEFAULT 0;
     ALTER TABLE job ADD COLUMN outputs_expired TEXT;
     ALTER TABLE task_result ADD COLUMN carried_from INTEGER;
     ALTER TABLE attempt ADD COLUMN first_task INTEGER NOT NULL DEFAULT 1;
     ALTER TABLE tally ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
     ALTER TABLE tally ADD COLUMN outputs INTEGER NOT NULL DEFAULT 0;
     ALTER TABLE blob ADD COLUMN idle INTEGER NOT NULL DEFAULT 0;
     CREATE TABLE blob_use (
       sha256 TEXT NOT NULL, seq INTEGER NOT NULL, use TEXT NOT NULL, PRIMARY KEY (sha256, seq, use)
     ) STRICT, WITHOUT ROWID;
     CREATE INDEX blob_use_of_job ON blob_use (seq, use);
     UPDATE job SET rank = priority * ${limits.agingMsPerPriority},
       expires_by = CASE WHEN expires_at IS NULL THEN NULL ELSE 'expires_at' END,
       output_bytes = coalesce((SELECT sum(json_extract(report, '$.stdout.kept_bytes') + json_extract(report, '$.stderr.kept_bytes'))
         FROM task_result WHERE task_result.seq = job.seq), 0);
     UPDATE tally SET (bytes, outputs) = (SELECT coalesce(sum(output_bytes), 0), count(*) FILTER (WHERE output_bytes > 0)
       FROM job WHERE job.status = tally.status AND CASE tally.scope WHEN 'queue' THEN job.queue ELSE job.action_id END = tally.name);
     INSERT OR IGNORE INTO blob_use SELECT input_ref, seq, 'input' FROM job WHERE input_ref IS NOT NULL;
     INSERT OR IGNORE INTO blob_use SELECT json_extract(report, '$.stdout.sha256'), seq, 'output' FROM task_result
       WHERE json_extract(report, '$.stdout.blob');
     INSERT OR IGNORE INTO blob_use SELECT json_extract(report, '$.stderr.sha256'), seq, 'output' FROM task_result
       WHERE json_extract(report, '$.stderr.blob');
     UPDATE blob SET idle = 1 WHERE sha256 NOT IN (SELECT sha256 FROM blob_use);
     CREATE INDEX blob_idle ON blob (created_at) WHERE idle = 1;
     DROP INDEX job_ready;
     CREATE INDEX job_ready ON job (lane_id, rank, seq) WHERE status = 'pending' AND gated = 0;
     CREATE INDEX job_gated ON job (concurrency_key, lane_id, rank, seq) WHERE gated = 1;
     CREATE INDEX job_key_held ON job (concurrency_key) WHERE concurrency_key IS NOT NULL AND held_by IS NOT NULL;
     CREATE INDEX job_ended ON job (queue, status, (output_bytes > 0), completed_at) WHERE completed_at IS NOT NULL AND pinned = 0;
     CREATE INDEX job_pinned ON job (queue, status) WHERE pinned = 1;
     ALTER TABLE plan RENAME TO plan_1;
     CREATE TABLE plan (
       seq INTEGER PRIMARY KEY, tenant TEXT NOT NULL, plan_id TEXT NOT NULL, document TEXT NOT NULL, shape TEXT NOT NULL,
       origin TEXT NOT NULL, created_at INTEGER NOT NULL, UNIQUE (tenant, plan_id)) STRICT;
     INSERT INTO plan (tenant, plan_id, document, shape, origin, created_at)
       SELECT tenant, plan_id, document, shape, origin, created_at FROM plan_1 ORDER BY created_at;
     DROP TABLE plan_1;
     ALTER TABLE action RENAME TO action_1;
     CREATE TABLE action (
       seq INTEGER PRIMARY KEY, tenant TEXT NOT NULL, action_id TEXT NOT NULL, plan_id TEXT NOT NULL,
       content_hash TEXT NOT NULL, jobs INTEGER NOT NULL, origin TEXT NOT NULL, created_at INTEGER NOT NULL,
       UNIQUE (tenant, action_id)) STRICT;
     INSERT INTO action (tenant, action_id, plan_id, content_hash, jobs, origin, created_at)
       SELECT tenant, action_id, plan_id, content_hash, jobs, origin, created_at FROM action_1 ORDER BY created_at;
     DROP TABLE action_1;`,
  ],
  [3, 'ALTER TABLE job_body ADD COLUMN signature TEXT'],
])

/** Whether data of this format can be brought to the present one. */
export function canMigrate(version: number): boolean {
  return version >= 1 && version < FORMAT_VERSION
}

export function migrate(db: DatabaseSync, from: number): void {
  db.exec('BEGIN IMMEDIATE')
  try {
    for (let version = from + 1; version <= FORMAT_VERSION; version++) db.exec(STEPS.get(version) ?? '')
    db.exec(`PRAGMA user_version = ${FORMAT_VERSION}; COMMIT`)
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}
