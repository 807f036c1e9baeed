/**
 * Draws shell pipelines of text tools and inputs for them: valid options only, plain and hostile bytes, empty
 * inputs, lines without an end. Same seed, same draw.
 */
import type { Random } from './random.ts'

export type DrawnCommand = readonly [string, ...string[]]

const words = [
  'error',
  'Error',
  'a',
  'b',
  'the quick',
  '  spaced  ',
  'tab\there',
  '12',
  '-3',
  '07',
  'ä€',
  '',
  'x y z',
]

const draws: readonly ((random: Random) => DrawnCommand)[] = [
  (random) => ['cat', ...random.pick([[], ['-n'], ['-A'], ['-s'], ['-b'], ['-']])],
  (random) => [
    'sort',
    ...random.pick([[], ['-r'], ['-n'], ['-u'], ['-f'], ['-k2'], ['-rn'], ['-s', '-k1,1']]),
  ],
  (random) => ['uniq', ...random.pick([[], ['-c'], ['-d'], ['-u'], ['-i'], ['-f1']])],
  (random) => [
    'tr',
    ...random.pick([
      ['a-z', 'A-Z'],
      ['-d', 'aeiou'],
      ['-s', ' '],
      ['-c', 'a-z\\n', '_'],
      ['\\n', ' '],
      ['-d', '\\000-\\037'],
    ]),
  ],
  (random) => [
    'cut',
    ...random.pick([['-c1-5'], ['-d', ' ', '-f2'], ['-b2-'], ['-f1'], ['-d', ',', '-f1,3', '-s']]),
  ],
  (random) => ['head', ...random.pick([[], ['-n', '3'], ['-c', '100'], ['-n', '-2'], ['-n', '0']])],
  (random) => ['tail', ...random.pick([[], ['-n', '3'], ['-c', '100'], ['-n', '+2']])],
  (random) => [
    'grep',
    ...random.pick([[], ['-i'], ['-v'], ['-c'], ['-n'], ['-a'], ['-F']]),
    drawPattern(random),
  ],
  (random) => ['wc', ...random.pick([[], ['-l'], ['-c'], ['-w'], ['-m'], ['-L']])],
  () => ['rev'],
  (random) => ['nl', ...random.pick([[], ['-ba'], ['-w3'], ['-s', ': ']])],
]

function drawPattern(random: Random): string {
  return random.pick(['error', 'a', '^.', 'nothing has this', '[0-9]', 'x y', '$'])
}

/** One to five commands; some of them fail (a grep that finds nothing), some see bytes they do not like. */
export function drawPipeline(random: Random): readonly DrawnCommand[] {
  return Array.from({ length: random.integer(1, 5) }, () => random.pick(draws)(random))
}

export function drawInput(random: Random): Buffer {
  switch (random.integer(0, 4)) {
    case 0:
      return Buffer.alloc(0)
    case 1:
      return random.bytes(random.integer(1, 5_000))
    case 2:
      return drawText(random, 2_000) // over the size that is kept inline
    default:
      return drawText(random, 60)
  }
}

function drawText(random: Random, lines: number): Buffer {
  const text = Array.from({ length: random.integer(0, lines) }, () =>
    Array.from({ length: random.integer(0, 6) }, () => random.pick(words)).join(
      random.pick([' ', ',', '\t']),
    ),
  ).join('\n')
  return Buffer.from(random.next() < 0.5 ? text : `${text}\n`)
}
