/** Every command of Redis that writes by key is refused with what to do instead; AGQ has none of them itself. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, watch } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import t from 'tap'
import { commandTable } from '../../../../agq/dist/commands/dispatch.js'
import { writeCommands, writeRefusals } from '../../../../agq/dist/commands/write-commands.js'

t.test('each is refused by its name, with a command that there is', async (t) => {
  const names = new Set(commandTable.map(({ name }) => name))
  const refuseWrite = writeRefusals(commandTable)
  for (const name of writeCommands) {
    const text = refuseWrite(name) ?? ''
    t.match(text, new RegExp(`^${name}: .*read-only view; `))
    t.notOk(names.has(name), `${name} is no command of AGQ`)
    const told = [...text.matchAll(/\b[A-Z]+\.[A-Z]+\b/g)].map(([word]) => word)
    t.ok(told.length > 0)
    t.same(
      told.filter((word) => !names.has(word)),
      [],
      `${name} tells of commands that there are`,
    )
  }
  t.equal(refuseWrite('NOPE'), undefined)
})

const skip = spawnSync('redis-server', ['--version']).status !== 0 && 'redis-server is not installed'
t.test('a real Redis knows no other', { skip }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'redis-'))
  const path = join(folder, 'redis.sock')
  const server = spawn('redis-server', ['--port', '0', '--unixsocket', path, '--save', '', '--dir', folder], {
    stdio: 'ignore',
  })
  t.teardown(async () => {
    server.kill('SIGKILL')
    await once(server, 'exit')
    rmSync(folder, { recursive: true, force: true })
  })
  const watcher = watch(folder)
  while (!existsSync(path)) await once(watcher, 'change')
  watcher.close()
  const redis = new Redis({ path })
  // The socket is there a moment before somebody listens; it tries again.
  redis.on('error', () => undefined)
  t.teardown(() => redis.disconnect())
  const known = (await redis.call('COMMAND', 'LIST', 'FILTERBY', 'ACLCAT', 'write')) as string[]
  const missing = known
    .map((name) => name.toUpperCase())
    .filter((name) => !name.includes('|') && !writeCommands.has(name))
  t.same(missing, [])
})
