/**
 * AGQ on a disk whose power is cut: the end of each life. At half of the cuts the machine dies at once; at the other
 * half AGQ lives on for a moment on a disk that refuses everything, and must stop by itself with exit code 70.
 *
 * AGQ stands still (SIGSTOP) while the power is cut, as the whole machine would: ext4's shutdown is no single moment, and
 * an fsync that is underway meanwhile may return success although nothing was written (in about one of twenty cuts, also
 * for a program that does nothing but write and sync).
 */
import { join } from 'node:path'
import { type Owner, type Random, within } from '../../harness/index.ts'
import { freePort, type Host, type Running, startHere } from '../host.ts'
import { type Disk, makeDisk } from './disk.ts'

export interface CutHost extends Host {
  /** How often AGQ noticed by itself. */
  readonly stoppedByItself: () => number
}

/** An idle AGQ does not notice at once that its disk is gone. */
const NOTICE_MS = 300

export async function cutHost(owner: Owner, random: Random): Promise<CutHost> {
  const disk: Disk = await makeDisk(owner)
  const dataDir = join(disk.folder, 'data')
  const bind = `127.0.0.1:${await freePort()}`
  const wrongs: string[] = []
  let sessionKey: string | undefined
  let stoppedByItself = 0
  const start = (wrap: readonly string[]): Running => {
    const running = startHere(owner, { dataDir, bind, wrap })
    void running.ready.then((address) => {
      if (address === null) return
      if (sessionKey !== undefined && address.sessionKey !== sessionKey)
        wrongs.push('the session key that clients were given is lost')
      sessionKey = address.sessionKey
    })
    return running
  }
  const end = async ({ program }: Running, hangUp: () => void): Promise<void> => {
    const atOnce = random.next() < 0.5
    program.kill('SIGSTOP')
    await disk.cutPower()
    if (!atOnce) {
      // What it says from now on, no machine without power would have said.
      hangUp()
      program.kill('SIGCONT')
    }
    const ended = atOnce ? null : await within(program.ended, 'an end', NOTICE_MS).catch(() => null)
    program.kill('SIGKILL')
    await program.ended
    if (ended !== null) {
      stoppedByItself += 1
      // One that was starting may find that it cannot even begin.
      const starting = !program.stdout().includes('AGQ ready') && ended.code === 1
      if (ended.code !== 70 && !(starting && program.stderr().startsWith('agq: ')))
        wrongs.push(`after the cut AGQ ended with ${ended.code ?? ended.signal}: ${program.stderr()}`)
    }
    await disk.powerUp()
  }
  return { dataDir, start, end, wrongs, stoppedByItself: () => stoppedByItself }
}
