/** "did you mean": near names, words from elsewhere, and nothing where nothing is near. */
import t from 'tap'
import { suggestName } from '../../../../specs/dist/envelope/suggest.js'

const known = [
  'task_number',
  'command',
  'args',
  'timeout_secs',
  'input_from_task',
  'env',
  'cwd',
  'ok_exit_codes',
  'limits',
  'sandbox',
]

t.test('suggestions', async (t) => {
  const samples: readonly (readonly [string, string | undefined])[] = [
    ['comand', 'command'],
    ['commnad', 'command'],
    ['Command', 'command'],
    ['timeoutSecs', 'timeout_secs'],
    ['timeout-secs', 'timeout_secs'],
    ['timeout', 'timeout_secs'],
    ['step_number', 'task_number'],
    ['input_from_step', 'input_from_task'],
    ['arg', 'args'],
    ['argv', 'args'],
    ['environment', 'env'],
    ['colour', undefined],
    ['x', undefined],
    ['', undefined],
    ['constructor', undefined],
    ['__proto__', undefined],
    ['x'.repeat(100_000), undefined],
  ]
  for (const [name, meant] of samples) t.equal(suggestName(name, known), meant, name.slice(0, 20))
})

t.test('only what is known is suggested', async (t) => {
  t.equal(suggestName('timeout', ['job_id']), undefined)
})
