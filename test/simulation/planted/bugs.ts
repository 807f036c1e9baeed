/**
 * Bugs, planted on purpose: each breaks one promise, and the simulation must find it. A bug is data: the compiled file,
 * what stands there, and what a careless hand might have written. `find` must stand there exactly once, so that no bug
 * rots when the code moves on; `caughtBy` are the checks that may tell of it.
 */
export interface PlantedBug {
  readonly name: string
  /** The promise that it breaks. */
  readonly breaks: string
  /** Below agq/dist. */
  readonly file: string
  readonly find: string
  readonly replace: string
  readonly caughtBy: readonly string[]
}

export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'reply before commit',
    breaks: 'what is acknowledged is on disk',
    file: 'store/sqlite/store.js',
    find: `this.#begin.run();
            const result = await work(this.#transaction(tenant));
            this.#beforeCommit(Number(this.#pageCount.get()?.page_count));
            const began = performance.now();
            this.#commit.run();
            this.lastCommitMs = performance.now() - began;
            this.#log.afterCommit();`,
    replace: `if (this.#db.isTransaction) this.#commit.run();
            this.#begin.run();
            const result = await work(this.#transaction(tenant));
            const began = performance.now();`,
    caughtBy: ['what was committed is there'],
  },
  {
    name: 'token not checked on a report',
    breaks: 'a stale write changes nothing',
    file: 'engine/rules/finish.js',
    find: 'if (job.token !== token || job.heldBy === null)',
    replace: 'if (job.heldBy === null)',
    caughtBy: ['a stale write changes nothing'],
  },
  {
    name: 'token not checked on a release',
    breaks: 'a stale write changes nothing',
    file: 'engine/rules/finish.js',
    find: 'if (job.token !== command.token || job.heldBy === null)',
    replace: 'if (job.heldBy === null)',
    caughtBy: ['a stale write changes nothing'],
  },
  {
    name: 'token not increased by a grant',
    breaks: 'tokens strictly grow',
    file: 'engine/rules/lease.js',
    find: 'token: job.token + 1,',
    replace: 'token: Math.max(1, job.token),',
    caughtBy: ['every grant increases the token', 'every attempt is on record'],
  },
  {
    name: 'lease counted by the wall clock',
    breaks: 'a wall-clock jump neither expires nor extends a lease',
    file: 'engine/rules/worker.js',
    find: `        leaseUntilMono: at.monoMs + worker.leaseMs,
        seenAt: at.wallMs,
        stats: command.stats,`,
    replace: `        leaseUntilMono: at.monoMs + worker.leaseMs + (at.wallMs - worker.seenAt > 86400000 ? at.wallMs - worker.seenAt : 0),
        seenAt: at.wallMs,
        stats: command.stats,`,
    caughtBy: ['a heartbeat renews the lease, by the monotonic clock'],
  },
  {
    name: 'boot renews no lease',
    breaks: 'a restart neither expires nor shortens a lease',
    file: 'engine/rules/tick.js',
    find: 'leaseUntilMono: command.at.monoMs + worker.leaseMs }',
    replace: 'leaseUntilMono: worker.leaseUntilMono }',
    caughtBy: ['at boot every live worker gets its full lease'],
  },
  {
    name: 'a cancel is not counted',
    breaks: 'counts equal a recount',
    file: 'engine/workspace.js',
    find: 'this.#tally(after, 1);',
    replace: "if (after.status !== 'cancelled') this.#tally(after, 1);",
    caughtBy: ['counts equal a recount'],
  },
  {
    name: 'the lane forgets what it granted',
    breaks: 'counts equal a recount',
    file: 'engine/workspace.js',
    find: 'this.#unsaved.addPending(after.laneId, wasReady ? -1 : 1);',
    replace: 'this.#unsaved.addPending(after.laneId, wasReady ? 0 : 1);',
    caughtBy: ['counts equal a recount'],
  },
  {
    name: 'the same Job by its id alone',
    breaks: 'other content is a DUPLICATE',
    file: 'engine/rules/submit.js',
    find: 'if (known.contentHash === job.contentHash)',
    replace: 'if (known.jobId === job.jobId)',
    caughtBy: ['other content is a DUPLICATE'],
  },
  {
    name: 'the same Job is not known once it has ended',
    breaks: 'the same id is one Job, also after it ended',
    file: 'engine/rules/submit.js',
    find: 'if (known.contentHash === job.contentHash)',
    replace: 'if (known.contentHash === job.contentHash && known.completedAt === null)',
    caughtBy: ['the same Job again is answered OK'],
  },
  {
    name: 'woken twice',
    breaks: 'one caller is woken for each Job',
    file: 'loop/parking.js',
    find: 'jobs -= share;',
    replace: '',
    caughtBy: ['one caller is woken for each Job'],
  },
  {
    name: 'a wake-up is lost',
    breaks: 'whoever waits is woken',
    file: 'engine/leases.js',
    find: 'return { outcomes, left: whatIsLeft(',
    replace: 'return { outcomes, left: true ? [] : whatIsLeft(',
    caughtBy: ['a wake-up is never lost'],
  },
  {
    name: 'deaths are not counted',
    breaks: 'the third death is poison',
    file: 'engine/rules/worker.js',
    find: 'deaths: job.deaths + 1 };',
    replace: 'deaths: job.deaths };',
    caughtBy: ['a Job given back has not burned its attempt', 'a death is counted'],
  },
  {
    name: 'no poison',
    breaks: 'the third death is poison',
    file: 'engine/rules/worker.js',
    find: 'const poison = job.deaths + 1 >= POISON_DEATHS;',
    replace: 'const poison = false;',
    caughtBy: ['the third death is poison'],
  },
  {
    name: 'a release burns the attempt',
    breaks: 'a Job given back has not burned its attempt',
    file: 'engine/rules/finish.js',
    find: 'attempt: job.attempt - 1,',
    replace: 'attempt: job.attempt,',
    caughtBy: ['a Job given back has not burned its attempt'],
  },
  {
    name: 'a late report opens what has ended',
    breaks: 'what has ended stays so',
    file: 'engine/rules/finish.js',
    find: 'if (isTerminal(job.status))\n        return { ...job, ...ended, error: job.error };',
    replace: "if (isTerminal(job.status))\n        return { ...job, ...ended, status: 'completed' };",
    caughtBy: ['what has ended stays so'],
  },
  {
    name: 'no backoff',
    breaks: 'a retry waits',
    file: 'engine/rules/retry.js',
    find: 'return Math.floor(chance * ceiling * 1000);',
    replace: 'return 0;',
    caughtBy: ['a report ends its attempt'],
  },
  {
    name: 'last in, first out',
    breaks: 'first in, first out within a priority',
    file: 'engine/rules/lease.js',
    find: 'return a.rank < b.rank || (a.rank === b.rank && a.seq < b.seq);',
    replace: 'return a.rank > b.rank || (a.rank === b.rank && a.seq > b.seq);',
    caughtBy: ['priority, then first in, first out'],
  },
  {
    name: 'priority is ignored',
    breaks: 'priority 0 goes first',
    file: 'engine/rank.js',
    find: 'priority * limits.agingMsPerPriority',
    replace: '0 * limits.agingMsPerPriority',
    caughtBy: ['the line is first in, first out'],
  },
  {
    name: "a lost worker's Jobs do not return",
    breaks: 'a lost worker holds nothing',
    file: 'engine/rules/worker.js',
    find: 'for (const job of rows.heldBy(workerId)) {\n        loseJob(',
    replace: 'for (const job of []) {\n        loseJob(',
    caughtBy: ['a lost worker holds nothing'],
  },
  {
    name: 'the holder of a cancelled Job is forgotten',
    breaks: 'a cancelled Job has a holder until its receipt',
    file: 'engine/rules/cancel.js',
    find: "move(job, 'cancel', { completedAt: now,",
    replace: "move(job, 'cancel', { heldBy: null, completedAt: now,",
    caughtBy: ['the holder of a cancelled Job is remembered until its receipt', 'every attempt is on record'],
  },
  {
    name: 'an Action is made by half',
    breaks: 'an Action is made whole or not at all',
    file: 'engine/rules/action.js',
    find: 'for (const [index, input] of inputs.entries()) {',
    replace: 'for (const [index, input] of inputs.slice(0, 3).entries()) {',
    caughtBy: ['an Action is made whole or not at all'],
  },
  {
    name: 'a draining worker gets a lease',
    breaks: 'a draining worker gets no further Job',
    file: 'engine/leases.js',
    find: "lanes: worker.status === 'draining' ? [] : runs",
    replace: 'lanes: runs',
    caughtBy: ['only a live worker that does not drain gets Jobs'],
  },
  {
    name: 'the heartbeat of a process whose id was taken',
    breaks: 'a process whose id was taken is not heard',
    file: 'engine/rules/worker.js',
    find: 'if (command.instance !== null && command.instance !== worker.instance) {',
    replace: 'if (false) {',
    caughtBy: ['a process whose id was taken is not heard'],
  },
  {
    name: 'an echo of the past is believed',
    breaks: 'what runs is not taken away by a message that was late',
    file: 'commands/registrars.js',
    find: 'if (caller.id < (this.#newest.get(workerId) ?? 0))\n            return false;',
    replace: '',
    caughtBy: ['one Job, one live lease'],
  },
  {
    name: 'an expired Job is granted before the timer rings',
    breaks: 'an expired Job is never granted',
    file: 'engine/rules/expire.js',
    find: 'return job.expiresAt !== null && job.expiresAt <= nowMs;',
    replace: 'return false;',
    caughtBy: ['an expired Job is never granted'],
  },
  {
    name: 'a lost worker keeps the place of a key',
    breaks: 'a gate opens when a place is free',
    file: 'engine/workspace.js',
    find: 'if ((wasHeld && !isHeld) || leftLine)',
    replace: "if ((wasHeld && !isHeld && after.status !== 'pending') || leftLine)",
    caughtBy: ['a gate opens when a place is free', 'after the last fault everything ends'],
  },
  {
    name: 'a gate is never opened',
    breaks: 'a gate opens when a place is free',
    file: 'engine/gates.js',
    find: 'if (before >= placesOf(job, held))',
    replace: 'if (job.gated === 1)',
    caughtBy: ['a gate opens when a place is free', 'after the last fault everything ends'],
  },
  {
    name: 'those chosen in the same batch are not counted',
    breaks: 'no more of a key than its limit',
    file: 'engine/gates.js',
    find: 'return placesOf(job, held + (this.#chosen.get(job.concurrencyKey) ?? 0)) > 0;',
    replace: 'return placesOf(job, held) > 0;',
    caughtBy: ['no more of a key than its limit'],
  },
  {
    name: 'a paused queue gives Jobs',
    breaks: 'a paused queue gives nothing',
    file: 'engine/leases.js',
    find: '(await tx.busyLanes()).filter((lane) => !rows.isPaused(lane.queue))',
    replace: 'await tx.busyLanes()',
    caughtBy: ['a paused queue gives nothing', 'a turn is counted'],
  },
  {
    name: 'a full queue takes one more',
    breaks: 'FULL exactly when it is full',
    file: 'engine/rules/submit.js',
    find: 'if (bound === null || waiting + jobs <= bound)',
    replace: 'if (bound === null || waiting <= bound)',
    caughtBy: ['a full queue is FULL'],
  },
  {
    name: 'the ttl outlives what the envelope says',
    breaks: 'a ttl is kept',
    file: 'engine/rules/submit.js',
    find: 'if (byTtl < (job.expiresAt ?? Number.POSITIVE_INFINITY))',
    replace: 'if (ttlSecs !== null)',
    caughtBy: ['a ttl is kept'],
  },
  {
    name: 'weights count for nothing',
    breaks: 'queues take turns by their weights',
    file: 'engine/fairness.js',
    find: 'Math.round(STEP / (this.#rows.queue(queue)?.weight ?? 1))',
    replace: 'STEP',
    caughtBy: ['queues take turns by their weights', 'a turn is counted'],
  },
]
