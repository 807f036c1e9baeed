/**
 * `agq keys`: makes, lists and revokes named keys, on a server that runs or that does not. A new key is shown once, on
 * stdout, as NAME:KEY: the form in which agx, agw and AGQ_SESSION_KEY take it. A server that runs is told, and says
 * that it knows; where it cannot be asked it finds out by itself within two seconds.
 */
import { createHash, randomBytes } from 'node:crypto'
import { isRole, roleNames } from '../roles.ts'
import { ask } from './ask.ts'
import { prepareDataDir, readServerNote, sessionKeyIn } from './data-dir.ts'
import { changeKeyFile, isKeyName, type KeyEntry, readKeyFile } from './key-file.ts'
import { Usage } from './usage.ts'

export type KeysAsked = {
  readonly verb: 'keys'
  readonly dataDir: string
  readonly json: boolean
  /** Of the running server; null: the one in its data directory. */
  readonly sessionKey: string | null
} & (
  | { readonly act: 'add'; readonly name: string; readonly role: string; readonly expires: string | null }
  | { readonly act: 'list' }
  | { readonly act: 'revoke'; readonly names: readonly string[] }
)

const KEY_BYTES = 32

export async function manageKeys(asked: KeysAsked): Promise<void> {
  switch (asked.act) {
    case 'add':
      return add(asked)
    case 'list':
      return list(asked)
    case 'revoke':
      return revoke(asked)
  }
}

async function add(asked: KeysAsked & { readonly act: 'add' }): Promise<void> {
  const { name, role, dataDir } = asked
  if (!isKeyName(name)) {
    throw new Usage(
      `agq: '${name}' is no name for a key: 1 to 64 letters, digits, '.', '_' or '-', and neither session nor default`,
    )
  }
  if (!isRole(role)) throw new Usage(`agq: there is no role '${role}'; there are ${roleNames.join(', ')}`)
  const now = Date.now()
  const expiresAt = asked.expires === null ? null : expiryOf(asked.expires, now)
  prepareDataDir(dataDir)
  const key = randomBytes(KEY_BYTES).toString('hex')
  const entry: KeyEntry = {
    name,
    role,
    sha256: createHash('sha256').update(key).digest('hex'),
    created_at: new Date(now).toISOString(),
    expires_at: expiresAt,
  }
  changeKeyFile(dataDir, (entries) => {
    if (entries.some((one) => one.name === name)) {
      throw new Usage(
        `agq: there is a key '${name}' already: revoke it first (agq keys revoke ${name}), or choose another name`,
        1,
      )
    }
    return [...entries, entry]
  })
  const known = await tellServer(asked)
  console.log(asked.json ? JSON.stringify({ name, role, key, expires_at: expiresAt }) : `${name}:${key}`)
  console.error(
    `key '${name}' (${role}${expiresAt === null ? '' : `, until ${expiresAt}`}) is shown this once${known}`,
  )
}

function list({ dataDir, json }: KeysAsked): void {
  const now = Date.now()
  const rows = readKeyFile(dataDir).map(({ name, role, created_at, expires_at }) => ({
    name,
    role,
    created_at,
    expires_at,
    expired: expires_at !== null && Date.parse(expires_at) <= now,
  }))
  if (json) {
    console.log(JSON.stringify(rows))
    return
  }
  if (rows.length === 0) console.error('there are no named keys: agq keys add NAME --role ROLE makes one')
  const width = Math.max(0, ...rows.map(({ name }) => name.length))
  for (const { name, role, created_at, expires_at, expired } of rows) {
    const until = expires_at === null ? 'never ends' : `${expired ? 'ended' : 'ends'} ${expires_at}`
    console.log(`${name.padEnd(width)}  ${role.padEnd(9)}  since ${created_at}  ${until}`)
  }
}

async function revoke(asked: KeysAsked & { readonly act: 'revoke' }): Promise<void> {
  const { names, dataDir } = asked
  changeKeyFile(dataDir, (entries) => {
    const unknown = names.find((name) => !entries.some((one) => one.name === name))
    if (unknown !== undefined)
      throw new Usage(`agq: there is no key '${unknown}': agq keys list names all`, 1)
    return entries.filter(({ name }) => !names.includes(name))
  })
  console.error(`revoked ${names.join(', ')}${await tellServer(asked)}`)
}

/** What to say of the server: that it knows, or when it will. */
async function tellServer({ dataDir, sessionKey }: KeysAsked): Promise<string> {
  const note = readServerNote(dataDir)
  if (note === null || !isAlive(note.pid)) return '; no server runs on this data'
  const key = sessionKey ?? sessionKeyIn(dataDir)
  if (key === null) return '; the server takes it within two seconds'
  try {
    const answer = await ask(note, key, ['RELOAD'])
    if (answer.startsWith('+')) return '; the server knows it'
    return `; the server takes it within two seconds (it said: ${answer.slice(1)})`
  } catch {
    return '; no server answers, one that runs takes it within two seconds'
  }
}

/** A note that a killed server left must not have the key sent to whoever has its address now. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 }

/** `90d`, `12h`, `2w`, or a date. */
function expiryOf(text: string, nowMs: number): string {
  const [, count, unit = ''] = /^(\d{1,5})([hdw])$/.exec(text) ?? []
  const at =
    count === undefined
      ? /^\d{4}-\d\d-\d\d/.test(text)
        ? Date.parse(text)
        : Number.NaN
      : nowMs + Number(count) * (UNITS[unit] ?? 0)
  if (Number.isNaN(at)) {
    throw new Usage(`agq: --expires takes 12h, 90d, 4w or a date such as 2030-01-31T12:00:00Z; got '${text}'`)
  }
  if (at <= nowMs) throw new Usage(`agq: --expires ${text} has passed already`)
  return new Date(at).toISOString()
}
