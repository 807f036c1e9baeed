/** No AGQ, a wrong key, no key: exit 3 and what to do. */
import t from 'tap'
import { agx, startStack } from './agx.ts'

t.test('nobody listens', async (t) => {
  const { code, stderr } = await agx(['jobs', '--agq-addr', '127.0.0.1:1'])
  t.equal(code, 3)
  t.match(
    stderr,
    'agx: cannot reach AGQ at 127.0.0.1:1 (connection refused). Start it with `agx up` or `agq`',
  )
})

t.test('the key', async (t) => {
  const stack = await startStack(false)
  const wrong = await agx(['jobs', '--session-key', 'sesame'], { env: stack.env })
  t.equal(wrong.code, 3)
  t.match(wrong.stderr, /does not accept the session key from --session-key/)
  t.notMatch(wrong.stderr, /sesame/)
  const none = await agx(['jobs'], { env: { ...stack.env, AGX_HOME: '/nowhere' } })
  t.equal(none.code, 3)
  t.match(none.stderr, /\/nowhere\/agq\/session\.key \(not there\)/)
  await stack.stop()
})
