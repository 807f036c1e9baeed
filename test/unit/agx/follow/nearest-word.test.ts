/** The name somebody probably meant. */
import t from 'tap'
import { nearestWord } from '../../../../agx/dist/follow/nearest-word.js'

const tools = ['grep', 'egrep', 'sort', 'uniq', 'ls', 'cat', 'python3', 'comm']

for (const [word, meant] of [
  ['grpe', 'grep'],
  ['gerp', 'grep'],
  ['sor', 'sort'],
  ['unniq', 'uniq'],
  ['sl', undefined],
  ['cta', 'cat'],
  ['ca', undefined],
  ['pythno', 'python3'],
  ['pyhton3', 'python3'],
  ['python', 'python3'],
  ['frobnicate', undefined],
  ['xy', undefined],
  ['', undefined],
] as const) {
  t.test(`${word} → ${meant}`, async (t) => t.equal(nearestWord(word, tools), meant))
}
