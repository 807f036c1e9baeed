/** parseJson: what it refuses and how it says so; that it never throws; that it accepts nothing JSON.parse would not. */
import assert from 'node:assert/strict'
import { canonicalJson, parseJson } from '@agenix/specs'
import fc from 'fast-check'
import t from 'tap'

const bounds = { maxBytes: 4096, maxDepth: 4 }
const refusal = (source: string | Uint8Array) => {
  const parsed = parseJson(source, bounds)
  return parsed.ok ? undefined : { pointer: parsed.problems[0].pointer, text: parsed.problems[0].text }
}

t.test('plain documents', async (t) => {
  const samples = [
    '0',
    '-0',
    '"x"',
    'null',
    'true',
    ' [ ] ',
    '{}',
    '\t\r\n{"a" : [1, 2.5e-3, "é\\u00e9😀"] , "b":{}}',
  ]
  for (const text of samples) {
    t.same(parseJson(text, bounds), { ok: true, value: JSON.parse(text), warnings: [] })
    t.same(parseJson(Buffer.from(text), bounds), { ok: true, value: JSON.parse(text), warnings: [] })
    t.same(parseJson(new Uint8Array(Buffer.from(text)), bounds), {
      ok: true,
      value: JSON.parse(text),
      warnings: [],
    })
  }
})

t.test('what is refused, where, and what to do', async (t) => {
  const samples: readonly (readonly [string, string, string])[] = [
    [
      '[[[[[]]]]]',
      '/0/0/0/0',
      'Too deep: more than 4 levels of arrays and objects at /0/0/0/0, byte 4 (line 1, column 5): flatten it',
    ],
    ['{"a":1,\n "a":2}', '/a', 'Duplicate name at /a, byte 9 (line 2, column 2): keep one of them'],
    [
      '[1,{"x":{"a":1,"\\u0061":2}}]',
      '/1/x/a',
      'Duplicate name at /1/x/a, byte 15 (line 1, column 16): keep one of them',
    ],
    [
      '{"__proto__":1}',
      '/__proto__',
      'The name __proto__ is not allowed at /__proto__, byte 1 (line 1, column 2): rename it',
    ],
    [
      '{"\\u005f_proto__":1}',
      '/__proto__',
      'The name __proto__ is not allowed at /__proto__, byte 1 (line 1, column 2): rename it',
    ],
    [
      '{"n":9007199254740992}',
      '/n',
      'Number out of range at /n, byte 5 (line 1, column 6): whole numbers go to ±9007199254740991; send it as a string',
    ],
    [
      '[1,-9007199254740993]',
      '/1',
      'Number out of range at /1, byte 3 (line 1, column 4): whole numbers go to ±9007199254740991; send it as a string',
    ],
    [
      '[1e400]',
      '/0',
      'Number out of range at /0, byte 1 (line 1, column 2): no double can hold it; send it as a string',
    ],
    [
      '["\\ud800"]',
      '/0',
      'Invalid JSON at /0, byte 2 (line 1, column 3): half of a surrogate pair (\\ud800): write both halves, or the character itself',
    ],
    [
      '["\\ud83d\\ud83d"]',
      '/0',
      'Invalid JSON at /0, byte 2 (line 1, column 3): half of a surrogate pair (\\ud83d): write both halves, or the character itself',
    ],
    [
      '["\\ude00\\ud83d"]',
      '/0',
      'Invalid JSON at /0, byte 2 (line 1, column 3): half of a surrogate pair (\\ude00): write both halves, or the character itself',
    ],
    [
      '["a\\u0000"]',
      '/0',
      'Invalid JSON at /0, byte 3 (line 1, column 4): \\u0000 is not allowed: no command line, environment or database text can hold it',
    ],
    [
      '["a\nb"]',
      '/0',
      'Invalid JSON at /0, byte 3 (line 1, column 4): a control character in a string: write it as \\u000a or \\n',
    ],
    [
      '["\\x"]',
      '/0',
      'Invalid JSON at /0, byte 2 (line 1, column 3): an unknown escape: allowed are \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hex digits',
    ],
    [
      '["abc',
      '/0',
      'Invalid JSON at /0, byte 5 (line 1, column 6): a string is not closed: add the missing "',
    ],
    ['', '', 'Invalid JSON at the document, byte 0 (line 1, column 1): it ends too early, expected a value'],
    [
      '{"a":1,}',
      '',
      'Invalid JSON at the document, byte 7 (line 1, column 8): expected a name in double quotes, got }: is there a comma too many?',
    ],
    [
      '{"a":[1,]}',
      '/a/1',
      'Invalid JSON at /a/1, byte 8 (line 1, column 9): expected a value, got ]: is there a comma too many?',
    ],
    [
      "{'a':1}",
      '',
      "Invalid JSON at the document, byte 1 (line 1, column 2): expected a name in double quotes or '}': use double quotes, not '",
    ],
    ['{"a" 1}', '/a', "Invalid JSON at /a, byte 5 (line 1, column 6): expected ':', got 1"],
    [
      '{"é":[1 2]}',
      '/é/0',
      'Invalid JSON at /é/0, byte 9 (line 1, column 9): expected a comma or the end of this array or object, got 2',
    ],
    [
      '{} {}',
      '',
      'Invalid JSON at the document, byte 3 (line 1, column 4): expected nothing more: one document only, got {',
    ],
    [
      '// x',
      '',
      'Invalid JSON at the document, byte 0 (line 1, column 1): expected a value: JSON has no comments',
    ],
    [
      '\ufeff{}',
      '',
      'Invalid JSON at the document, byte 0 (line 1, column 1): expected a value: remove the byte order mark at the start',
    ],
    [
      '[01]',
      '/0',
      'Invalid JSON at /0, byte 2 (line 1, column 3): this is no JSON number: expected a digit, and no zeros in front, got 1',
    ],
    [
      '[-]',
      '/0',
      'Invalid JSON at /0, byte 2 (line 1, column 3): this is no JSON number: expected a digit, and no zeros in front, got ]',
    ],
    ['NaN', '', 'Invalid JSON at the document, byte 0 (line 1, column 1): expected a value, got N'],
  ]
  for (const [source, pointer, text] of samples) t.same(refusal(source), { pointer, text }, source)
})

t.test('a pair of surrogates is a high one, then a low one', async (t) => {
  const halves = ['\\ud83d', '\\ude00']
  for (const first of halves)
    for (const second of halves)
      t.equal(parseJson(`["${first}${second}"]`, bounds).ok, first === halves[0] && second === halves[1])
})

t.test('bytes that are no text', async (t) => {
  const wrong = 'this byte is not UTF-8: send UTF-8'
  for (const hex of ['ff', 'c080', 'eda080', 'f4908080', 'e282', '80', 'f8888080'])
    t.same(
      refusal(Buffer.from(`2261${hex}22`, 'hex')),
      { pointer: '', text: `Invalid JSON at byte 2: ${wrong}` },
      hex,
    )
  t.match(refusal('["\ud800"]'), {
    text: 'Invalid JSON at character 2: this is half of a surrogate pair: send UTF-8',
  })
})

t.test('size: the bound is allowed, one more is not', async (t) => {
  const of = (bytes: number): string => JSON.stringify('x'.repeat(bytes - 2))
  t.ok(parseJson(of(4096), bounds).ok)
  t.match(refusal(of(4097)), {
    text: 'Too big: 4097 bytes of JSON (maximum 4096): send less, or send large content as a blob',
  })
  t.match(refusal('é'.repeat(2048)), { text: /^Invalid JSON/ }, 'bytes are counted, not characters: 4096')
  t.match(refusal('é'.repeat(2049)), { text: /^Too big: 4098 bytes/ })
})

t.test('numbers a double can hold', async (t) => {
  for (const text of [
    '9007199254740991',
    '-9007199254740991',
    '1e20',
    '1.7976931348623157e308',
    '1e-400',
    '123456789012345.75',
  ])
    t.same(parseJson(text, bounds), { ok: true, value: JSON.parse(text), warnings: [] }, text)
})

t.test('constructor and prototype are honest names', async (t) => {
  const parsed = parseJson('{"constructor":{"prototype":1},"toString":2}', bounds)
  t.ok(parsed.ok)
})

t.test('names: many, long, equal but for their escapes', async (t) => {
  const many = (count: number, last: string) =>
    parseJson(`{${Array.from({ length: count }, (_, i) => `"n${i}":0`).join(',')},${last}:0}`, {
      ...bounds,
      maxBytes: 1e6,
    })
  for (const count of [1, 15, 16, 17, 500]) {
    t.ok(many(count, '"m"').ok)
    t.match(many(count, '"n0"'), { ok: false, problems: [{ pointer: '/n0' }] })
    t.match(many(count, `"n${count - 1}"`), { ok: false })
    t.match(many(count, '"\\u006e0"'), { ok: false, problems: [{ pointer: '/n0' }] })
    t.match(many(count, '"__proto__"'), { ok: false, problems: [{ pointer: '/__proto__' }] })
  }
  t.ok(many(999, '"m"').ok, '1,000 names')
  t.match(many(1000, '"m"'), {
    ok: false,
    problems: [{ pointer: '', text: /^Too many names: more than 1000 in the object at/ }],
  })
  t.ok(parseJson(`{"${'x'.repeat(1024)}":0}`, bounds).ok)
  t.same(refusal(`{"a":{"b":1,"${'x'.repeat(1025)}":0}}`), {
    pointer: '/a',
    text: 'Name too long: more than 1024 bytes, in the object at /a, byte 12 (line 1, column 13): shorten it',
  })
})

t.test('the same name in different objects is no duplicate', async (t) => {
  t.ok(parseJson('[{"a":{"a":{"a":1}}},{"a":1},{"b":{"a":1},"a":{"b":1}}]', { ...bounds, maxDepth: 8 }).ok)
})

/** Objects in which the same name comes twice, told by a reviver-free count: the text has more names than the value. */
const sameValue = (source: string | Uint8Array): void => {
  const parsed = parseJson(source, { maxBytes: 1e6, maxDepth: 32 })
  if (!parsed.ok) {
    const [{ text, pointer }] = parsed.problems
    assert.match(text, /^[^\p{C}\p{Zl}\p{Zp}]+$/u, 'a text is one line')
    assert.equal(typeof pointer, 'string')
    return
  }
  const text =
    typeof source === 'string'
      ? source
      : new TextDecoder('utf8', { fatal: true, ignoreBOM: true }).decode(source)
  assert.deepEqual(parsed.value, JSON.parse(text))
  // Canonical JSON refuses halves of surrogate pairs: none may get through.
  assert.doesNotThrow(() => canonicalJson(parsed.value))
}

t.test('property: every JSON value within the bounds is accepted as it is', async (t) => {
  const value = fc.jsonValue({ maxDepth: 8, stringUnit: 'grapheme' })
  fc.assert(
    fc.property(value, fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
      const text = JSON.stringify(value, null, indent)
      if (/__proto__|\\u0000|[0-9]{16}/.test(text)) return
      assert.deepEqual(parseJson(text, { maxBytes: 1e6, maxDepth: 32 }), {
        ok: true,
        value: JSON.parse(text),
        warnings: [],
      })
    }),
    { numRuns: 1000 },
  )
  t.pass()
})

t.test(
  'property: bytes that look like JSON are never a throw, and never accepted with another value',
  async (t) => {
    const pieces = [
      ...'{}[],:"\\ \n/-+.eE0123456789',
      '"a"',
      '"b":',
      '{"a":',
      'true',
      'false',
      'null',
      '\\u',
      '\\ud83d',
      '\\ude00',
      '__proto__',
      'é',
      '😀',
      '1e308',
      '\ud800',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (parts) => {
        sameValue(parts.join(''))
        sameValue(Buffer.from(parts.join('')))
      }),
      { numRuns: 20_000 },
    )
    t.pass()
  },
)

t.test('property: a valid document with bytes changed, cut out or put in', async (t) => {
  const edit = fc.record({
    at: fc.nat(),
    remove: fc.nat({ max: 2 }),
    insert: fc.uint8Array({ maxLength: 2 }),
  })
  fc.assert(
    fc.property(fc.json(), fc.array(edit, { minLength: 1, maxLength: 3 }), (text, edits) => {
      let bytes = Buffer.from(text)
      for (const { at, remove, insert } of edits) {
        const place = at % (bytes.length + 1)
        bytes = Buffer.concat([bytes.subarray(0, place), insert, bytes.subarray(place + remove)])
      }
      sameValue(bytes)
    }),
    { numRuns: 10_000 },
  )
  t.pass()
})

t.test('property: what JSON.parse refuses, parseJson refuses', async (t) => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[],:"\\ 01-.eatrufls') }), (text) => {
      let valid = true
      try {
        JSON.parse(text)
      } catch {
        valid = false
      }
      const parsed = parseJson(text, { maxBytes: 1e6, maxDepth: 32 })
      if (!valid) assert.equal(parsed.ok, false)
      // The other way round there are the documents that are JSON and yet refused: those have texts of their own.
      else if (!parsed.ok) assert.doesNotMatch(parsed.problems[0].text, /^Invalid JSON/)
    }),
    { numRuns: 20_000 },
  )
  t.pass()
})
