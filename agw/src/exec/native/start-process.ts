/**
 * Starts a process by `posix_spawn`: the child borrows this process's memory until its `exec`, so the cost does not
 * grow with the worker (Node's own `spawn` copies it and takes ten times as long). The child leads a session of its
 * own, has the default action for every signal and none blocked, and gets descriptors 0–2 and nothing more: all
 * others of this process are close-on-exec (main sees to what it inherited). Whoever starts a process collects it.
 */
import { cString, errorName, libc, opaque, StringTable } from './libc.ts'

/** A process to be, complete to the last detail. No word of it may hold a NUL. */
export interface ProcessImage {
  /** An absolute path. */
  readonly file: string
  /** From the program's own name on. */
  readonly argv: readonly string[]
  /** `NAME=value`. */
  readonly environment: readonly string[]
  readonly cwd: string
  readonly stdin: number
  readonly stdout: number
  readonly stderr: number
  /** Stays open in it, under the same number. */
  readonly keep?: number
}

/** The system made no process; `code` is its word for why. */
export interface NotStarted {
  readonly code: string
  readonly message: string
}

// The same values in glibc and musl.
const setSignalDefaults = 0x04
const setSignalMask = 0x08
const setSession = 0x80

const attributes = makeAttributes()

/** The pid of the new process, or why there is none. */
export function startProcess(image: ProcessImage): number | NotStarted {
  const { file, argv, environment, cwd, stdin, stdout, stderr } = image
  if ([file, cwd, ...argv, ...environment].some((word) => word.includes('\0'))) {
    return { code: 'EINVAL', message: 'a NUL byte cannot be part of a command, an argument or a variable' }
  }
  const [args, variables, path] = [new StringTable(argv), new StringTable(environment), cString(file)]
  const actions = opaque()
  const pid: [number] = [0]
  libc.actionsInit(actions)
  try {
    libc.actionsDup2(actions, stdin, 0)
    libc.actionsDup2(actions, stdout, 1)
    libc.actionsDup2(actions, stderr, 2)
    // Onto itself: that alone makes it stay open.
    if (image.keep !== undefined) libc.actionsDup2(actions, image.keep, image.keep)
    libc.actionsChdir(actions, cString(cwd))
    const failed = libc.posix_spawn(pid, path, actions, attributes(), args.pointers, variables.pointers)
    return failed === 0 ? pid[0] : notStarted(file, failed)
  } finally {
    libc.actionsDestroy(actions)
  }
}

function notStarted(file: string, error: number): NotStarted {
  const code = errorName(error)
  return { code, message: `${file}: ${code}` }
}

/** Made once, when the first process is started. */
function makeAttributes(): () => Buffer {
  let made: Buffer | null = null
  return () => {
    if (made !== null) return made
    made = opaque()
    const [every, none] = [opaque(), opaque()]
    libc.sigfillset(every)
    libc.sigemptyset(none)
    libc.attributesInit(made)
    libc.attributesFlags(made, setSignalDefaults | setSignalMask | setSession)
    libc.attributesDefaults(made, every)
    libc.attributesMask(made, none)
    return made
  }
}
