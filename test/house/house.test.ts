/**
 * Holds the house: who may import whom, what stays pure, where the environment is read, and the small rules of style
 * that a formatter does not know. A rule that is worth having is worth a line here.
 */
import { readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { basename, join } from 'node:path'
import t from 'tap'
import { repositoryRoot } from '../harness/config.ts'
import { findCycle, places, readSources, type SourceFile, strip } from './source.ts'

const packages = ['specs', 'agq', 'agx', 'agw'] as const
type Package = (typeof packages)[number]

/** Which of our own packages each package may import, by specifier. */
const mayImport: Readonly<Record<Package, readonly string[]>> = {
  specs: [],
  agq: ['@agenix/specs'],
  agx: ['@agenix/specs'],
  agw: ['@agenix/specs', '@agenix/agx/client'],
}

const sources = new Map(packages.map((name) => [name, readSources(`${name}/src`)]))
const all = [...sources.values()].flat()
const tests = readSources('test')
const inside = (file: SourceFile, folder: string): boolean => file.path.startsWith(`${folder}/`)
const importsOf = (file: SourceFile, folder: string): readonly string[] =>
  file.imports.flatMap(({ target }) =>
    target?.startsWith(`${folder}/`) ? [`${file.path} imports ${target}`] : [],
  )

t.test('the scanner that these rules lean on', async (t) => {
  const text = [
    "const a = 'it//s' // any",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source code to be scanned
    "const b = `x ${c ? `any ${'}'}` : d} any` /* any */ / 2",
    "const r = /[/]any'/g",
    'let any',
  ].join('\n')
  const { code } = strip(text)
  t.equal(code.length, text.length)
  t.same(
    code.split('\n').map((line) => line.includes('any')),
    [false, false, false, true],
  )
  t.match(code, /c \?.* : d/)
  t.ok(tests.some(({ path }) => path === 'test/house/house.test.ts'))
  const ring = findCycle([
    { path: 'a', text: '', code: '', imports: [{ specifier: './b', target: 'b' }] },
    { path: 'b', text: '', code: '', imports: [{ specifier: './a', target: 'a' }] },
  ])
  t.same(ring, ['a', 'b', 'a'])
})

for (const [name, files] of sources) {
  t.test(`${name} imports what it may`, async (t) => {
    t.ok(files.length > 0, 'there is something to look at')
    const allowed = mayImport[name]
    const manifest: { dependencies?: Record<string, string> } = JSON.parse(
      readFileSync(join(repositoryRoot, name, 'package.json'), 'utf8'),
    )
    const declared = Object.keys(manifest.dependencies ?? {})
    const wrong = files.flatMap((file) =>
      file.imports.flatMap(({ specifier, target }) => {
        const fine =
          target === undefined
            ? isBuiltin(specifier) ||
              allowed.includes(specifier) ||
              (!specifier.startsWith('@agenix/') &&
                declared.some(
                  (dependency) => specifier === dependency || specifier.startsWith(`${dependency}/`),
                ))
            : target.startsWith(`${name}/src/`)
        return fine ? [] : [`${file.path} imports ${specifier}`]
      }),
    )
    t.same(wrong, [])
    t.same(
      files
        .filter(({ imports }) =>
          imports.some(({ specifier }) => isBuiltin(specifier) && !specifier.startsWith('node:')),
        )
        .map(({ path }) => path),
      [],
      'node: in front of what is built in',
    )
    t.same(findCycle(files), [], 'no ring of imports')
  })
}

t.test('specs does no I/O', async (t) => {
  // Hashes, bytes, and the loading of its own generated validators are all it may ask of Node.
  const io = /^node:(?!(crypto|buffer|module)$)/
  const wrong = (sources.get('specs') ?? []).filter(({ imports }) =>
    imports.some(({ specifier }) => io.test(specifier)),
  )
  t.same(
    wrong.map(({ path }) => path),
    [],
  )
})

t.test('rules know no disk, the store knows no socket', async (t) => {
  const agq = sources.get('agq') ?? []
  const from = (folder: string, to: readonly string[]) =>
    agq
      .filter((file) => inside(file, `agq/src/${folder}`))
      .flatMap((file) => to.flatMap((room) => importsOf(file, `agq/src/${room}`)))
  t.same(
    from('engine', ['store', 'wire', 'commands', 'blobs', 'http', 'ops', 'loop']),
    [],
    'engine/ imports no other room',
  )
  t.same(
    from('store', ['wire', 'commands', 'http']),
    [],
    'store/ imports engine/ and what it needs, not the wire',
  )
  t.same(
    from('wire', ['engine', 'store', 'commands', 'blobs', 'http', 'loop']),
    [],
    'wire/ knows bytes, not Jobs',
  )
  t.same(from('commands', ['store']), [], 'commands/ calls the engine, not the store')
  const both = agq.filter(
    (file) =>
      !inside(file, 'agq/src/store') &&
      importsOf(file, 'agq/src/engine').length > 0 &&
      importsOf(file, 'agq/src/store').length > 0,
  )
  t.same(
    both.map(({ path }) => path).filter((path) => !wiring.has(path)),
    [],
    'only the wiring knows both',
  )
})
/** The files whose whole purpose is to put the rooms together. */
const wiring: ReadonlySet<string> = new Set(['agq/src/main.ts', 'agq/src/engine-thread.ts'])

t.test("agx's client stands alone", async (t) => {
  const client = (sources.get('agx') ?? []).filter((file) => inside(file, 'agx/src/client'))
  t.ok(client.length > 0)
  const out = client.flatMap((file) =>
    file.imports.flatMap(({ target }) =>
      target !== undefined && !target.startsWith('agx/src/client/') ? [`${file.path} imports ${target}`] : [],
    ),
  )
  t.same(out, [])
})

/** Time, chance, the outside and waiting, as they look in code. `new Date(ms)` and `Date.parse` are arithmetic. */
const outside =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\b|\bMath\.random\b|\brandomUUID\b|\bset(Timeout|Interval|Immediate)\b|\bqueueMicrotask\b|\bprocess\b|\bconsole\b|\bfetch\(/
const waiting = /\basync\b|\bawait\b|\bPromise\b/

/** The files of the engine that drive the store's transaction, and so wait for it; everything else is rules. */
const drivers: ReadonlySet<string> = new Set(
  [
    'scarce.ts',
    'batch.ts',
    'gates.ts',
    'heads.ts',
    'leases.ts',
    'lookups.ts',
    'queries.ts',
    'retire.ts',
    'port.ts',
    'inspection.ts',
    'looks.ts',
    'explain.ts',
  ].map((name) => `agq/src/engine/${name}`),
)

t.test('rules are pure', async (t) => {
  const engine = (sources.get('agq') ?? []).filter((file) => inside(file, 'agq/src/engine'))
  t.ok(engine.length > 0)
  t.same(
    engine.flatMap((file) => places(file, outside)),
    [],
    'engine/: no clock, no chance, no outside',
  )
  const builtins = engine.flatMap((file) =>
    file.imports
      .filter(({ specifier }) => isBuiltin(specifier))
      .map(({ specifier }) => `${file.path} imports ${specifier}`),
  )
  t.same(builtins, [], 'engine/ imports nothing of Node')
  const rules = engine.filter(({ path }) => !drivers.has(path))
  t.same(
    rules.flatMap((file) => places(file, waiting)),
    [],
    'a rule never waits',
  )
  const machines = (sources.get('agw') ?? []).filter((file) =>
    /^agw\/src\/run\/.*machine.*\.ts$/.test(file.path),
  )
  t.ok(machines.length > 0, 'agw/src/run has its state machine')
  t.same(
    machines.flatMap((file) => [...places(file, outside), ...places(file, waiting)]),
    [],
    "the run's state machine is pure",
  )
  t.same(
    machines.flatMap((file) => file.imports.filter(({ specifier }) => isBuiltin(specifier))),
    [],
  )
})

t.test('the server takes time and chance from where it was given them', async (t) => {
  const rooms = ['agq/src/commands', 'agq/src/loop']
  const files = (sources.get('agq') ?? []).filter(
    (file) => rooms.some((room) => inside(file, room)) && file.path !== 'agq/src/loop/clock.ts',
  )
  const own = /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bset(Timeout|Interval|Immediate)\b/
  t.same(
    files.flatMap((file) => places(file, own)),
    [],
    'commands/ and loop/ use context.clock, loop/clock.ts and context.chance, or no simulation could drive them',
  )
})

t.test('the environment is read in config.ts', async (t) => {
  const readers = [...all, ...tests.filter((file) => !inside(file, 'test/unit'))].filter(
    ({ path }) => basename(path) !== 'config.ts',
  )
  t.same(
    readers.flatMap((file) => places(file, /\bprocess\.env\b|\benv\b.*=\s*process\b/)),
    [],
  )
})

t.test('style', async (t) => {
  t.same(
    all.flatMap((file) => places(file, /(?<![.\w])any\b(?!\s*[(:])/)),
    [],
    'no any',
  )
  t.same(
    all.flatMap((file) => places(file, /\bexport\s+default\b|\bas\s+default\b/)),
    [],
    'no default exports',
  )
  t.same(
    all.flatMap((file) => places(file, /^\s*(export\s+)?(const\s+)?enum\s/)),
    [],
    'no enums',
  )
  const everything = [...all, ...tests]
  const long = everything.filter(({ text }) => text.trimEnd().split('\n').length > 400)
  t.same(
    long.map(({ path, text }) => `${path} has ${text.split('\n').length} lines`),
    [],
    'at most 400 lines',
  )
  t.same(
    everything
      .map(({ path }) => path)
      .filter((path) => /(^|[/.-])(utils?|helpers?|managers?)([/.-]|$)/i.test(path)),
    [],
    'no rooms for leftovers',
  )
  const reminder = new RegExp(`\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')})\\b`)
  t.same(
    everything.flatMap((file) => places(file, reminder, 'text')),
    [],
    'no reminders in code',
  )
  t.same(
    tests.flatMap((file) => places(file, /\.(only|skip|todo)\(/)),
    [],
    'no test left out',
  )
  const headless = all.filter(({ text }) => !/^(#!.*\n)?\s*(\/\*\*|\/\/)/.test(text))
  t.same(
    headless.map(({ path }) => path),
    [],
    'every file says at its head what it is',
  )
})
