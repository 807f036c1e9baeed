/** The search for the session key: its order, and that the story of it never holds the key. */
import { join } from 'node:path'
import { findSessionKey } from '@agenix/agx/client'
import t from 'tap'

t.beforeEach((t) => {
  const directory = t.testdir({
    home: { agq: { 'session.key': 'home-key\n' } },
    data: { 'session.key': 'data-key\n' },
    empty: { 'session.key': '\n' },
  })
  process.env.AGX_HOME = join(directory, 'home')
  delete process.env.AGQ_DATA
  delete process.env.AGQ_SESSION_KEY
})

t.test('what is said wins over everything', async (t) => {
  process.env.AGQ_SESSION_KEY = 'environment-key'
  t.equal(findSessionKey('said', undefined).value, 'said')
  t.equal(findSessionKey(undefined, undefined).value, 'environment-key')
  t.equal(findSessionKey('', undefined).value, 'environment-key', 'nothing said is nothing')
})

t.test("then AGQ's data directory, then the home", async (t) => {
  t.equal(findSessionKey(undefined, undefined).value, 'home-key')
  process.env.AGQ_DATA = join(t.testdirName, 'data')
  t.equal(findSessionKey(undefined, undefined).value, 'data-key')
  process.env.AGQ_DATA = join(t.testdirName, 'nowhere')
  t.equal(findSessionKey(undefined, undefined).value, 'home-key')
  t.equal(
    findSessionKey(undefined, join(t.testdirName, 'nowhere')).value,
    undefined,
    'a named directory alone',
  )
})

t.test('says where it looked, and why nothing was there', async (t) => {
  process.env.AGX_HOME = join(t.testdirName, 'nowhere')
  process.env.AGQ_DATA = join(t.testdirName, 'empty')
  const { value, looked } = findSessionKey(undefined, undefined)
  t.equal(value, undefined)
  t.same(looked, [
    '--session-key',
    'AGQ_SESSION_KEY',
    `${join(t.testdirName, 'empty', 'session.key')} (empty)`,
    `${join(t.testdirName, 'nowhere', 'agq', 'session.key')} (not there)`,
  ])
})
