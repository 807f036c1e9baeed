/**
 * Who may ask for what: one table, by command. The session key is `admin`; named keys have the role they were made with.
 * Every command stands here once (a test holds it): a new one must say who may use it, and is admin's until it does.
 */

export const roleNames = ['reader', 'submitter', 'worker', 'admin'] as const

/**
 * `reader` looks, `submitter` looks and has Jobs run, `worker` runs them and sees nothing else, `admin` may do everything.
 */
export type Role = (typeof roleNames)[number]

interface Row {
  /** Besides `admin`, who may do everything. */
  readonly roles: readonly Role[]
  readonly commands: readonly string[]
}

const table: readonly Row[] = [
  {
    // The connection itself. A worker's CLIENT LIST and SUBSCRIBE are bounded where they are run.
    roles: ['reader', 'submitter', 'worker'],
    commands: [
      ...['AUTH', 'HELLO', 'PING', 'ECHO', 'QUIT', 'RESET', 'SELECT', 'CLIENT', 'COMMAND'],
      ...['SUBSCRIBE', 'UNSUBSCRIBE', 'PSUBSCRIBE', 'PUNSUBSCRIBE'],
    ],
  },
  {
    // Looking.
    roles: ['reader', 'submitter'],
    commands: [
      ...['JOB.STATUS', 'JOB.GET', 'JOB.LIST', 'JOB.WHY', 'JOB.OUTPUT', 'PLAN.GET', 'PLAN.LIST'],
      ...['ACTION.STATUS', 'ACTION.LIST', 'QUEUE.STATS', 'QUEUE.LIST', 'QUEUE.PEEK'],
      ...['WORKER.LIST', 'WORKER.GET', 'INFO', 'METRICS'],
      ...['SCAN', 'KEYS', 'DBSIZE', 'EXISTS', 'TYPE', 'TTL', 'PTTL', 'GET', 'MGET', 'STRLEN', 'GETRANGE'],
      ...['HGETALL', 'HGET', 'HMGET', 'HKEYS', 'HVALS', 'HLEN', 'HEXISTS', 'HSTRLEN', 'HSCAN'],
      ...['OBJECT', 'MEMORY'],
    ],
  },
  {
    // Having Jobs run.
    roles: ['submitter'],
    commands: [
      ...['JOB.SUBMIT', 'JOB.WAIT', 'JOB.CANCEL', 'JOB.RETRY', 'JOB.RETRYALL', 'JOB.PIN', 'JOB.UNPIN'],
      ...['PLAN.SUBMIT', 'ACTION.SUBMIT', 'ACTION.CANCEL', 'ACTION.RETRY'],
    ],
  },
  {
    // Running them. A worker key speaks for the workers that it registered, and for no other.
    roles: ['worker'],
    commands: [
      ...['WORKER.REGISTER', 'WORKER.HEARTBEAT', 'WORKER.UNREGISTER', 'WORKER.DRAIN'],
      ...['JOB.LEASE', 'JOB.PROGRESS', 'JOB.LOG', 'JOB.COMPLETE', 'JOB.FAIL', 'JOB.RELEASE'],
    ],
  },
  { roles: ['submitter', 'worker'], commands: ['BLOB.PUT', 'BLOB.APPEND', 'BLOB.COMMIT'] },
  { roles: ['reader', 'submitter', 'worker'], commands: ['BLOB.GET'] },
  {
    // What ends, changes or hands out more than the caller's own.
    roles: [],
    commands: [
      ...['JOB.DELETE', 'PLAN.DELETE', 'QUEUE.SET', 'QUEUE.PAUSE', 'QUEUE.RESUME', 'QUEUE.PURGE'],
      ...['BACKUP', 'RELOAD'],
    ],
  },
]

const rolesByCommand: ReadonlyMap<string, readonly Role[]> = new Map(
  table.flatMap(({ roles, commands }) =>
    commands.map((name) => [name, [...roles, 'admin'] as const] as const),
  ),
)

/** Every command of the table. */
export const commandsWithRoles: readonly string[] = table.flatMap(({ commands }) => commands)

/** The roles that may ask for this command, `admin` last; a command that is not in the table is nobody's. */
export function rolesOf(command: string): readonly Role[] {
  return rolesByCommand.get(command) ?? []
}

export function isRole(text: string): text is Role {
  return (roleNames as readonly string[]).includes(text)
}
