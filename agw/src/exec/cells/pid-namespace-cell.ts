/**
 * A namespace of process numbers, with mounts of its own so that /proc shows it. It is kept by its first process, a
 * shell that waits for the end of its input: this worker holds the other end, so it ends with the worker, however
 * that ends, and with it the kernel ends everything in the namespace. Tasks are this worker's own children, born
 * inside; orphans go to the first process, which collects them.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Socket } from 'node:net'
import { isTasksPid, type Killed, signalQuietly, type Tree } from '../kill-tree.ts'
import { closePlace, openPlace, type Place } from '../native/namespaces.ts'
import { childrenOf, OnlyChild, readProcess } from '../processes.ts'
import type { Cell, CellCommand } from './cell.ts'

/** How the namespace is made: the programs, and what marks its first process as this worker's. */
export interface NamespaceMeans {
  readonly unshare: string
  readonly shell: string
  /**
   * Null for root, who goes in and out as he likes. For an ordinary user, who needs a user namespace around it: the
   * program that goes into all of them and becomes the task, a process more for each.
   */
  readonly nsenter: string | null
  readonly environment: Readonly<Record<string, string>>
}

// The reader waits for the end of the input while the shell itself waits for whoever ends, orphans included.
const keep = 'mount -t proc proc /proc && exec 3<&0 && { read -r end <&3 & } && echo ready && wait'
const readyWithinMs = 10_000
const goneWithinMs = 10_000

interface Namespace {
  readonly keeper: ChildProcess
  /** Its first process, as numbered outside, and that one's reader. */
  readonly init: number
  readonly reader: number
  readonly place: Place
  readonly onlyReader: OnlyChild
  /** A process is being started in it, or was. */
  entering: Promise<unknown>
}

export class PidNamespaceCell implements Cell {
  readonly level = 'pid-namespace'
  readonly #means: NamespaceMeans
  #namespace: Namespace | null = null
  #making: Promise<void> | null = null
  #closed = false

  constructor(means: NamespaceMeans) {
    this.#means = means
    this.#make()
  }

  ready(): Promise<void> | null {
    if (this.#namespace !== null) return null
    return this.#making ?? this.#make()
  }

  front(command: CellCommand, cwd: string): CellCommand {
    const { nsenter } = this.#means
    if (nsenter === null || this.#namespace === null) return command
    const into = ['--target', String(this.#namespace.init), '--user', '--preserve-credentials']
    const args = [...into, '--mount', '--pid', `--wd=${cwd}`, '--', command.file, ...command.args]
    return { file: nsenter, args, argv0: 'nsenter' }
  }

  async within<Result>(start: (place: Place | null) => Promise<Result>): Promise<Result> {
    const namespace = this.#namespace
    if (namespace === null) throw new Error('a task is started in a namespace that is not there')
    if (this.#means.nsenter !== null) return start(null)
    const started = start(namespace.place)
    namespace.entering = started
    return started
  }

  hasLeftovers(): boolean {
    const namespace = this.#namespace
    if (namespace === null) return false
    if (namespace.onlyReader.isAlone()) return false
    // A task that ended its own cell (kill -9 -1) needs a new one. An orphan that just ended may not be collected yet.
    const isOver = readProcess(namespace.reader) === null
    return isOver || orphansIn(namespace).some((pid) => readProcess(pid) !== null)
  }

  terminate(tree: Tree): void {
    // Whoever goes into the namespace for the task ends with it, and would leave it behind if he ended first.
    const isDoor = (pid: number): boolean => this.#means.nsenter !== null && pid === tree.leader
    for (const pid of this.#members(tree))
      if (!isDoor(pid) && isTasksPid(tree, pid)) signalQuietly(pid, 'SIGTERM')
  }

  async kill(tree: Tree): Promise<Killed> {
    const namespace = this.#namespace
    if (namespace === null) return { killed: 0, stuck: 0 }
    const members = this.#members(tree)
    const others = members.filter((pid) => pid !== tree.leader && isTasksPid(tree, pid)).length
    this.#namespace = null
    const isGone = await end(namespace)
    leave(namespace)
    if (!this.#closed) this.#make()
    return { killed: others, stuck: isGone ? 0 : Math.max(1, others) }
  }

  async close(): Promise<void> {
    this.#closed = true
    const namespace = this.#namespace
    if (namespace === null) return
    this.#namespace = null
    leave(namespace)
    await end(namespace)
  }

  #make(): Promise<void> {
    const making = makeNamespace(this.#means).then(
      (namespace) => {
        this.#making = null
        this.#namespace = namespace
        // Killed by a stranger: the task in it dies with it, the next one gets a new namespace.
        namespace.keeper.once('exit', () => this.#lose(namespace))
        if (this.#closed) void this.close()
      },
      (error: unknown) => {
        this.#making = null
        throw error
      },
    )
    making.catch(() => {})
    this.#making = making
    return making
  }

  #lose(namespace: Namespace): void {
    if (this.#namespace !== namespace) return
    this.#namespace = null
    leave(namespace)
  }

  /** Everybody in it is a descendant of the task's own process or, orphaned, of the first process. */
  #members(tree: Tree): readonly number[] {
    const members = [...(tree.ended() ? [] : [tree.leader]), ...orphansIn(this.#namespace)]
    for (let at = 0; at < members.length; at++) members.push(...childrenOf(members[at] ?? 0))
    return members
  }
}

/** Makes a namespace; rejects with the reason where the machine or the user's rights do not allow one. */
async function makeNamespace(means: NamespaceMeans): Promise<Namespace> {
  const { unshare, shell, nsenter, environment } = means
  const asOneself = nsenter === null ? [] : ['--user', '--map-current-user', '--keep-caps']
  const options = [...asOneself, '--mount', '--propagation', 'slave', '--pid', '--fork']
  const keeper = spawn(unshare, [...options, shell, '-c', keep], {
    cwd: '/',
    env: { ...environment },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  keeper.on('error', () => {})
  for (const stream of keeper.stdio) stream?.on('error', () => {})
  let said = ''
  keeper.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  // Its output ends with it, so one of the two comes; the deadline is for a mount that hangs.
  const answer = Promise.race([once(keeper.stdout, 'data'), once(keeper, 'close')])
  const late = setTimeout(() => keeper.kill('SIGKILL'), readyWithinMs)
  await answer.finally(() => clearTimeout(late))
  if (keeper.exitCode !== null || keeper.signalCode !== null || keeper.pid === undefined)
    throw new Error(said.trim() || `${unshare} ended at once`)
  const [init] = childrenOf(keeper.pid)
  const [reader] = childrenOf(init ?? 0)
  if (init === undefined || reader === undefined)
    throw new Error('the kernel does not list children in /proc (CONFIG_PROC_CHILDREN)')
  unrefAll(keeper)
  const place = openPlace(init)
  try {
    return {
      keeper,
      init,
      reader,
      place,
      onlyReader: new OnlyChild(init, reader),
      entering: Promise.resolve(),
    }
  } catch (error) {
    closePlace(place)
    throw error
  }
}

/** Nothing more is started in it. The numbers of its descriptors are another's as soon as they are closed. */
function leave({ entering, place, onlyReader }: Namespace): void {
  onlyReader.close()
  void entering.finally(() => closePlace(place))
}

/** Kills its first process, and with it all others; false when something in it cannot be killed in time. */
async function end({ keeper, init }: Pick<Namespace, 'keeper' | 'init'>): Promise<boolean> {
  const isOver = (): boolean => keeper.exitCode !== null || keeper.signalCode !== null
  if (isOver()) return true
  const over = once(keeper, 'exit')
  keeper.ref()
  signalQuietly(init, 'SIGKILL')
  const late = Promise.withResolvers<void>()
  const timer = setTimeout(() => late.resolve(), goneWithinMs)
  await Promise.race([over, late.promise])
  clearTimeout(timer)
  return isOver()
}

/** Those whose parents in it have ended. */
function orphansIn(namespace: Namespace | null): readonly number[] {
  return namespace === null ? [] : childrenOf(namespace.init).filter((pid) => pid !== namespace.reader)
}

/** A worker that has nothing else to wait for may end. */
function unrefAll(keeper: ChildProcess): void {
  keeper.unref()
  // Pipes are sockets to Node, whose types do not say so.
  for (const stream of [keeper.stdin, keeper.stdout, keeper.stderr]) {
    if (stream instanceof Socket) stream.unref()
  }
}
