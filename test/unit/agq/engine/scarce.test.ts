/**
 * A batch that finds no room: what is refused, in which order things are given up, and that the rest is done. The rules
 * and the store are the real ones; only the room, and when the disk is full, are in the test's hand.
 */
import t from 'tap'
import type { Command } from '../../../../agq/dist/engine/commands.js'
import { type Demand, type Room, StoreFull } from '../../../../agq/dist/engine/port.js'
import { runScarce } from '../../../../agq/dist/engine/scarce.js'
import { Desk } from './desk.ts'

/** A room that allows so much, and has so many pieces to give up; and a store that finds no room so many times. */
function makeScene(desk: Desk, scene: { allows: Demand; pieces: number; fails: number }) {
  const left = { ...scene }
  const room: Room = {
    get fullSince() {
      return left.allows < 4 ? Date.parse('2026-01-01T00:00:00Z') : null
    },
    allows: () => left.allows,
    giveUp: () => {
      left.allows = Math.min(left.allows, 3) as Demand
      left.pieces -= 1
      return left.pieces >= 0
    },
  }
  const { store } = desk
  const scarce = {
    boots: 1,
    ageAtBootMs: store.ageAtBootMs,
    close: () => undefined,
    transact: ((tenant, work) =>
      store.transact(tenant, async (tx) => {
        const result = await work(tx)
        left.fails -= 1
        if (left.fails >= 0) throw new StoreFull('full')
        return result
      })) as typeof store.transact,
  }
  return async (...commands: Command[]): Promise<readonly string[]> => {
    const { answers } = await runScarce(scarce, room, 'default', commands)
    return answers.map((answer) => (answer.kind === 'refused' ? answer.code : answer.kind))
  }
}

const cancel = (desk: Desk, jobId: string): Command => ({ kind: 'job.cancel', jobId, at: desk.at })
const status = (jobId: string): Command => ({ kind: 'job.status', jobId })

t.test('with room, everything is done', async (t) => {
  const desk = new Desk(t)
  const run = makeScene(desk, { allows: 4, pieces: 0, fails: 0 })
  t.same(await run(desk.submitCommand('a'), status('a')), ['ok', 'json'])
})

t.test('when a commit finds no room, what grows is refused and the rest is done', async (t) => {
  const desk = new Desk(t)
  await desk.run(desk.submitCommand('a'))
  const run = makeScene(desk, { allows: 4, pieces: 4, fails: 1 })
  const answers = await run(desk.submitCommand('b'), cancel(desk, 'a'), status('b'), status('a'))
  t.same(answers, ['FULL', 'ok', 'nil', 'json'], 'the refused Job is not there')
  t.match(await desk.job('a'), { status: 'cancelled' })
})

t.test('pieces of the reserve are given up until it fits', async (t) => {
  const desk = new Desk(t)
  await desk.run(desk.submitCommand('a'))
  const run = makeScene(desk, { allows: 4, pieces: 4, fails: 4 })
  t.same(await run(desk.submitCommand('b'), cancel(desk, 'a')), ['FULL', 'ok'])
})

t.test('at the end only questions are answered', async (t) => {
  const desk = new Desk(t)
  await desk.run(desk.submitCommand('a'))
  const run = makeScene(desk, { allows: 4, pieces: 0, fails: 4 })
  t.same(await run(desk.submitCommand('b'), cancel(desk, 'a'), status('a')), ['FULL', 'FULL', 'json'])
  t.match(await desk.job('a'), { status: 'pending' })
})

t.test('where leases end, a report is taken and gets no next Job', async (t) => {
  const desk = new Desk(t)
  await desk.register('w')
  await desk.run(desk.submitCommand('a'))
  await desk.run(desk.submitCommand('b'))
  const [grant] = await desk.lease('w')
  if (grant === undefined) throw new Error('no grant')
  const run = makeScene(desk, { allows: 2, pieces: 0, fails: 0 })
  const lease: Command = { kind: 'job.lease', workerId: 'w', count: 1, introduce: false, at: desk.at }
  const report = desk.finishCommand(grant, 'complete', {}, 1)
  t.same(await run(lease, report, status('b')), ['FULL', 'grants', 'json'])
  t.match(await desk.job(grant.jobId), { status: 'completed' })
  t.match(await desk.job('b'), { status: 'pending' })
})
