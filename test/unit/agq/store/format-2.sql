-- AGQ's data, format version 2 (migrate.ts brings older data here). Whoever reads only this file understands what the server remembers.
--
-- Times are milliseconds since 1970 (wall clock) unless a name ends in _mono. JSON columns hold UTF-8 text.
-- A Job's life:  scheduled -> pending -> running -> completed | failed | cancelled | dead
-- Every row that belongs to someone carries its tenant ('default' until there are more).

-- Facts about the whole database. 'boots' counts server lives: event numbers are (boots, n), so they grow for ever.
-- 'token_floor' is the highest token of a Job that was deleted: tokens of new Jobs begin there, for their id may be its.
-- 'age' is the age of the line in ms (engine/rank.ts) when the newest Job became ready.
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;

-- A lane is one waiting line: a queue together with what its Jobs require. A worker takes the best head among the
-- lanes whose tools and tags it has; so a Job that nobody can run never stands in another Job's way.
-- lane_id is taken from the sha256 of queue and requirement: the same lane has the same number everywhere.
CREATE TABLE lane (
  lane_id     INTEGER PRIMARY KEY,
  tenant      TEXT NOT NULL,
  queue       TEXT NOT NULL,
  tools       TEXT NOT NULL,              -- JSON array of command names, sorted
  tags        TEXT NOT NULL,              -- JSON array, sorted
  pending     INTEGER NOT NULL DEFAULT 0  -- how many Jobs stand ready in it (pending and not gated), kept exactly
) STRICT;

CREATE INDEX lane_busy ON lane (tenant) WHERE pending > 0;

-- What was said about a queue, and how much it was served. A queue without a row is a plain one.
CREATE TABLE queue (
  tenant       TEXT NOT NULL,
  queue        TEXT NOT NULL,
  paused_at    INTEGER,                   -- no Job of it is granted since then; null: it is open
  weight       INTEGER NOT NULL,          -- its share where several queues wait: 1 … 100, 1 by default
  max_waiting  INTEGER,                   -- more scheduled and pending Jobs than this are refused (FULL); null: no bound
  ttl_secs     INTEGER,                   -- a Job that has not started so long after it was accepted expires
  pass         INTEGER NOT NULL,          -- grows with every grant by a step over weight: the lowest pass is served next
  PRIMARY KEY (tenant, queue)
) STRICT, WITHOUT ROWID;

-- One row a Job: what changes while it lives. What never changes and may be large stands in job_body.
CREATE TABLE job (
  seq           INTEGER PRIMARY KEY,      -- order of acceptance; the cursor of JOB.LIST
  tenant        TEXT NOT NULL,
  job_id        TEXT NOT NULL,
  plan_id       TEXT NOT NULL,
  action_id     TEXT,
  origin        TEXT NOT NULL,            -- JSON {key, command}: who made this Job, and how
  content_hash  TEXT NOT NULL,            -- sha256 of the canonical envelope and input: the same Job sent twice is one Job
  queue         TEXT NOT NULL,
  priority      INTEGER NOT NULL,         -- 0 first … 9 last
  lane_id       INTEGER NOT NULL,
  rank          INTEGER NOT NULL,         -- its place in the line, lowest first: when it became ready, plus half an hour for each priority behind 0 (rank.ts)
  gated         INTEGER NOT NULL,         -- 1: pending, but as many Jobs of its concurrency_key run as may
  concurrency_key    TEXT,                -- Jobs with the same key share a bound …
  concurrency_limit  INTEGER,             -- … of so many that run at once
  status        TEXT NOT NULL,
  attempt       INTEGER NOT NULL,         -- of the current or last try; 0 before the first
  max_attempts  INTEGER NOT NULL,
  deaths        INTEGER NOT NULL,         -- workers that died under this Job; the third makes it dead (poison)
  token         INTEGER NOT NULL,         -- grows with every grant; a write with another token is FENCED
  ended_token   INTEGER NOT NULL,         -- token of the last attempt that ended by its own report: a repeated report is no stale write
  worker_id     TEXT,                     -- of the current or last attempt
  held_by       TEXT,                     -- the worker that may have processes of this Job alive
  granted_mono  INTEGER,                  -- when the current attempt was granted, by the clock of this server life; set anew at boot
  created_at    INTEGER NOT NULL,
  due_at        INTEGER,                  -- while scheduled: when it becomes pending
  expires_at    INTEGER,                  -- give up if not started by then
  expires_by    TEXT,                     -- who says so: 'expires_at' of the envelope or 'ttl' of the queue
  started_at    INTEGER,
  completed_at  INTEGER,
  error         TEXT,
  running_task  INTEGER,
  retry_policy  TEXT,                     -- JSON {base_secs, factor, max_secs, exit_codes} where more than one attempt is allowed
  input_ref     TEXT,                     -- sha256 of an input too large for job_body
  input_bytes   INTEGER NOT NULL,
  resume_from   INTEGER,                  -- attempts from now on begin with this task …
  resume_token  INTEGER,                  -- … on the outputs that the attempt of this token left
  hand_retries  INTEGER NOT NULL,         -- how often someone sent it back by hand
  pinned        INTEGER NOT NULL,         -- 1: retention leaves it alone
  output_bytes  INTEGER NOT NULL,         -- of its kept outputs, all attempts together
  outputs_expired TEXT                    -- JSON {policy, at, token}: which rule of retention removed them, of all attempts up to this token
) STRICT;
CREATE UNIQUE INDEX job_by_id      ON job (tenant, job_id);
CREATE INDEX job_ready             ON job (lane_id, rank, seq) WHERE status = 'pending' AND gated = 0;
CREATE INDEX job_gated             ON job (concurrency_key, lane_id, rank, seq) WHERE gated = 1;
CREATE INDEX job_key_held          ON job (concurrency_key) WHERE concurrency_key IS NOT NULL AND held_by IS NOT NULL;
CREATE INDEX job_held              ON job (held_by) WHERE held_by IS NOT NULL;
CREATE INDEX job_due               ON job (due_at) WHERE status = 'scheduled';
CREATE INDEX job_expiring          ON job (expires_at) WHERE expires_at IS NOT NULL AND status IN ('pending', 'scheduled');
CREATE INDEX job_ended             ON job (queue, status, (output_bytes > 0), completed_at) WHERE completed_at IS NOT NULL AND pinned = 0;
CREATE INDEX job_pinned            ON job (queue, status) WHERE pinned = 1;
CREATE INDEX job_by_plan           ON job (plan_id, seq);
CREATE INDEX job_by_action         ON job (action_id, seq) WHERE action_id IS NOT NULL;
CREATE INDEX job_unhappy           ON job (status, seq) WHERE status IN ('failed', 'cancelled', 'dead');

-- The envelope exactly as it was accepted (it is forwarded byte for byte), and an input of up to 16 KiB.
CREATE TABLE job_body (
  seq       INTEGER PRIMARY KEY,
  envelope  TEXT NOT NULL,
  input     BLOB
) STRICT;

CREATE TABLE job_label (
  name   TEXT NOT NULL,
  value  TEXT NOT NULL,
  seq    INTEGER NOT NULL,
  PRIMARY KEY (name, value, seq)
) STRICT, WITHOUT ROWID;

-- How each finished attempt ended: completed, failed, cancelled, lost (its worker died) or released (given back).
CREATE TABLE attempt (
  seq         INTEGER NOT NULL,
  token       INTEGER NOT NULL,
  attempt     INTEGER NOT NULL,
  worker_id   TEXT NOT NULL,
  started_at  INTEGER NOT NULL,
  ended_at    INTEGER NOT NULL,
  outcome     TEXT NOT NULL,
  error       TEXT,
  first_task  INTEGER NOT NULL,           -- 1, or the task from which it was resumed
  PRIMARY KEY (seq, token)
) STRICT, WITHOUT ROWID;

-- What a worker reported of each task. stdout and stderr hold the bytes when there are up to 16 KiB of them;
-- longer ones are files named by the sha256 that stands in the report.
CREATE TABLE task_result (
  seq          INTEGER NOT NULL,
  token        INTEGER NOT NULL,
  task_number  INTEGER NOT NULL,
  report       TEXT NOT NULL,             -- JSON TaskReport of specs, without the bytes
  stdout       BLOB,
  stderr       BLOB,
  carried_from INTEGER,                   -- the token of the attempt that reported it, where this one was resumed behind it
  PRIMARY KEY (seq, token, task_number)
) STRICT;

CREATE TABLE plan (
  seq         INTEGER PRIMARY KEY,        -- order of arrival; the cursor of SCAN
  tenant      TEXT NOT NULL,
  plan_id     TEXT NOT NULL,
  document    TEXT NOT NULL,              -- as submitted
  shape       TEXT NOT NULL,              -- JSON: commands, their order and wiring, which Jobs of this Plan must share
  origin      TEXT NOT NULL,
  created_at  INTEGER NOT NULL,
  UNIQUE (tenant, plan_id)
) STRICT;

CREATE TABLE action (
  seq           INTEGER PRIMARY KEY,      -- order of arrival; the cursor of SCAN
  tenant        TEXT NOT NULL,
  action_id     TEXT NOT NULL,
  plan_id       TEXT NOT NULL,
  content_hash  TEXT NOT NULL,
  jobs          INTEGER NOT NULL,
  origin        TEXT NOT NULL,
  created_at    INTEGER NOT NULL,
  UNIQUE (tenant, action_id)
) STRICT;

-- How many Jobs are in which status, and what their outputs weigh, kept exactly, by queue and by action.
CREATE TABLE tally (
  scope   TEXT NOT NULL,                  -- 'queue' or 'action'
  name    TEXT NOT NULL,
  status  TEXT NOT NULL,
  jobs    INTEGER NOT NULL,
  bytes   INTEGER NOT NULL,               -- sum of output_bytes
  outputs INTEGER NOT NULL,               -- how many of them have kept outputs
  PRIMARY KEY (scope, name, status)
) STRICT, WITHOUT ROWID;

-- A worker's leases live as long as the worker: one heartbeat renews them all.
CREATE TABLE worker (
  tenant            TEXT NOT NULL,
  worker_id         TEXT NOT NULL,
  registration      TEXT NOT NULL,        -- JSON WorkerRegistration of specs
  instance          TEXT NOT NULL,        -- one life of the worker's process
  status            TEXT NOT NULL,        -- live, draining, lost, gone
  interval_ms       INTEGER NOT NULL,
  lease_ms          INTEGER NOT NULL,
  lease_until_mono  INTEGER NOT NULL,     -- by the monotonic clock of this server life; set anew at boot
  registered_at     INTEGER NOT NULL,
  seen_at           INTEGER NOT NULL,
  stats             TEXT,                 -- JSON of the last heartbeat
  PRIMARY KEY (tenant, worker_id)
) STRICT, WITHOUT ROWID;

-- Bytes by hash: the files under blobs/. A row is written only after its file was synced.
CREATE TABLE blob (
  sha256      TEXT PRIMARY KEY,
  bytes       INTEGER NOT NULL,
  created_at  INTEGER NOT NULL,           -- when it was last uploaded
  idle        INTEGER NOT NULL            -- 1: no row of blob_use names it; kept exactly
) STRICT, WITHOUT ROWID;
CREATE INDEX blob_idle ON blob (created_at) WHERE idle = 1;

-- Which Job needs which bytes: a blob that no row here names may be removed.
CREATE TABLE blob_use (
  sha256  TEXT NOT NULL,
  seq     INTEGER NOT NULL,
  use     TEXT NOT NULL,                  -- 'input' or 'output'
  PRIMARY KEY (sha256, seq, use)
) STRICT, WITHOUT ROWID;
CREATE INDEX blob_use_of_job ON blob_use (seq, use);
