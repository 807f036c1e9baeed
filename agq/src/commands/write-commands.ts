/**
 * Redis' commands that write by key, as data, and what to do instead of each kind: AGQ's keys are a view. What is no
 * command of Redis either stays an unknown command.
 */
interface Kind {
  /** What to do instead: sentences that begin with a command. */
  readonly instead: readonly string[]
  readonly names: string
}

const kinds: readonly Kind[] = [
  {
    instead: [
      'JOB.CANCEL id stops a Job',
      'JOB.DELETE id removes one that has ended',
      'PLAN.DELETE id removes a Plan',
    ],
    names:
      'DEL UNLINK GETDEL HDEL HGETDEL LREM LTRIM SREM ZREM ZREMRANGEBYLEX ZREMRANGEBYRANK ZREMRANGEBYSCORE XDEL XDELEX XTRIM',
  },
  {
    instead: [
      'QUEUE.PURGE queue empties a queue',
      'JOB.CANCEL id stops a Job',
      'JOB.DELETE id removes one that has ended',
    ],
    names: 'FLUSHALL FLUSHDB SWAPDB',
  },
  {
    instead: ['JOB.SUBMIT json puts work in'],
    names:
      'LPUSH LPUSHX RPUSH RPUSHX LINSERT LSET LMOVE RPOPLPUSH XADD XSETID SADD SMOVE ZADD ZINCRBY GEOADD PFADD PFMERGE',
  },
  {
    instead: ['WORKER.REGISTER json begins a worker', 'JOB.LEASE worker [BLOCK ms] takes work out'],
    names:
      'LPOP RPOP LMPOP BLPOP BRPOP BLMOVE BLMPOP BRPOPLPUSH SPOP ZPOPMIN ZPOPMAX ZMPOP BZPOPMIN BZPOPMAX BZMPOP XREADGROUP XACK XACKDEL XCLAIM XAUTOCLAIM XGROUP',
  },
  {
    instead: [
      'QUEUE.SET queue TTL secs sets an end for what has not started, and so does expires_at in an envelope',
    ],
    names:
      'EXPIRE EXPIREAT PEXPIRE PEXPIREAT PERSIST GETEX HEXPIRE HEXPIREAT HPEXPIRE HPEXPIREAT HPERSIST HGETEX HSETEX',
  },
  {
    instead: ['JOB.SUBMIT json puts work in', 'PLAN.SUBMIT json stores a Plan'],
    names:
      'SET SETEX PSETEX SETNX MSET MSETNX MSETEX GETSET APPEND SETRANGE SETBIT BITOP BITFIELD INCR INCRBY INCRBYFLOAT DECR DECRBY HSET HMSET HSETNX HINCRBY HINCRBYFLOAT COPY MOVE RENAME RENAMENX RESTORE RESTORE-ASKING MIGRATE SORT SDIFFSTORE SINTERSTORE SUNIONSTORE ZDIFFSTORE ZINTERSTORE ZUNIONSTORE ZRANGESTORE GEORADIUS GEORADIUSBYMEMBER GEOSEARCHSTORE PFDEBUG FUNCTION',
  },
]

/** Upper case. */
export const writeCommands: ReadonlySet<string> = new Set(kinds.flatMap(({ names }) => names.split(' ')))

/**
 * What to answer to a write by key, with those of the given commands that do what may have been meant; undefined where
 * `name` is none.
 */
export function writeRefusals(
  commands: readonly { readonly name: string }[],
): (name: string) => string | undefined {
  const known = new Set(commands.map(({ name }) => name))
  const texts = new Map(
    kinds.flatMap(({ instead, names }) => {
      const told = instead.filter((sentence) => known.has(sentence.split(' ')[0] ?? '')).join(', ')
      return names.split(' ').map((name) => [name, told] as const)
    }),
  )
  return (name) => {
    const instead = texts.get(name)
    return instead === undefined ? undefined : `${name}: the keys of AGQ are a read-only view; ${instead}`
  }
}
