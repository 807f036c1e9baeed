/**
 * The calls of the C library that Node does not offer, by name and signature, and nothing else: no rule, no state.
 * Every other file of this program that needs the system goes through the folder `native/`. A call with a wrong
 * argument can end the process, so what is handed over here is built in this folder too, never taken from outside.
 */
import koffi from 'koffi'

const library = koffi.load(null)

/** Memory of C's own types, which all are far smaller. */
const opaqueBytes = 512

export function opaque(): Buffer {
  return Buffer.alloc(opaqueBytes)
}

/** A call that would hold up the loop, in a thread of its own. */
function besideLoop(call: ReturnType<typeof library.func>): (...args: readonly number[]) => Promise<number> {
  return (...args) =>
    new Promise((resolve, reject) => {
      call.async(...args, (error: Error | null, result: number) =>
        error === null ? resolve(result) : reject(error),
      )
    })
}

export const libc = Object.freeze({
  posix_spawn: library.func(
    'int posix_spawn(_Out_ int *pid, const char *path, void *actions, void *attributes, void *argv, void *envp)',
  ) as (
    pid: [number],
    path: Buffer,
    actions: Buffer,
    attributes: Buffer,
    argv: Buffer,
    envp: Buffer,
  ) => number,
  actionsInit: library.func('int posix_spawn_file_actions_init(void *actions)') as (
    actions: Buffer,
  ) => number,
  actionsDup2: library.func('int posix_spawn_file_actions_adddup2(void *actions, int from, int to)') as (
    actions: Buffer,
    from: number,
    to: number,
  ) => number,
  actionsChdir: library.func('int posix_spawn_file_actions_addchdir_np(void *actions, const char *path)') as (
    actions: Buffer,
    path: Buffer,
  ) => number,
  actionsDestroy: library.func('int posix_spawn_file_actions_destroy(void *actions)') as (
    actions: Buffer,
  ) => number,
  attributesInit: library.func('int posix_spawnattr_init(void *attributes)') as (
    attributes: Buffer,
  ) => number,
  attributesFlags: library.func('int posix_spawnattr_setflags(void *attributes, short flags)') as (
    attributes: Buffer,
    flags: number,
  ) => number,
  attributesDefaults: library.func('int posix_spawnattr_setsigdefault(void *attributes, void *signals)') as (
    attributes: Buffer,
    signals: Buffer,
  ) => number,
  attributesMask: library.func('int posix_spawnattr_setsigmask(void *attributes, void *signals)') as (
    attributes: Buffer,
    signals: Buffer,
  ) => number,
  sigfillset: library.func('int sigfillset(void *signals)') as (signals: Buffer) => number,
  sigemptyset: library.func('int sigemptyset(void *signals)') as (signals: Buffer) => number,
  wait4: library.func('int wait4(int pid, _Out_ int *status, int options, void *usage)') as (
    pid: number,
    status: [number],
    options: number,
    usage: Buffer,
  ) => number,
  /** Beside the loop: it waits for the disk. Resolves to what the call returned. */
  fallocate: besideLoop(library.func('int fallocate(int descriptor, int mode, long offset, long length)')),
  setns: library.func('int setns(int descriptor, int kind)') as (descriptor: number, kind: number) => number,
  unshare: library.func('int unshare(int flags)') as (flags: number) => number,
  prctl: library.func('int prctl(int option, ulong a, ulong b, ulong c, ulong d)') as (
    option: number,
    a: number,
    b: number,
    c: number,
    d: number,
  ) => number,
  getrlimit: library.func('int getrlimit(int resource, void *limit)') as (
    resource: number,
    limit: Buffer,
  ) => number,
  setrlimit: library.func('int setrlimit(int resource, void *limit)') as (
    resource: number,
    limit: Buffer,
  ) => number,
})

const names = new Map(Object.entries(koffi.os.errno).map(([name, number]) => [number, name]))

/** The system's word for an error number, e.g. ENOENT. */
export function errorName(number: number): string {
  return names.get(number) ?? `E${number}`
}

/** The word for what the last call of this thread failed with. */
export function lastError(): string {
  return errorName(koffi.errno())
}

/** The addresses of C strings that stand one after the other in memory, closed by a null: what execve takes. */
export class StringTable {
  readonly pointers: Buffer
  /** Held as long as the table: the pointers lead into it. */
  readonly bytes: Buffer

  constructor(strings: readonly string[]) {
    this.bytes = Buffer.from(strings.length === 0 ? '' : `${strings.join('\0')}\0`)
    this.pointers = Buffer.alloc((strings.length + 1) * 8)
    const base = koffi.address(this.bytes)
    let offset = 0
    for (let index = 0; index < strings.length; index++) {
      this.pointers.writeBigUInt64LE(base + BigInt(offset), index * 8)
      offset = this.bytes.indexOf(0, offset) + 1
    }
  }
}

/** One C string. */
export function cString(text: string): Buffer {
  return Buffer.from(`${text}\0`)
}
