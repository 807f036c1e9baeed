/**
 * Makes specs/src/generated from specs/schemas: TypeScript types, and validators compiled ahead of time.
 *
 * Guarantees: the same schemas give the same bytes; nothing but `src/generated` is written.
 * `node specs/scripts/generate.ts` writes the files; `generate()` returns them, for the test that holds them up to date.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import standaloneModule from 'ajv/dist/standalone/index.js'
import { compile } from 'json-schema-to-typescript'

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
type JsonObject = { readonly [key: string]: Json }

const schemaDir = new URL('../schemas/', import.meta.url)
const outDir = new URL('../src/generated/', import.meta.url)
const standaloneCode = standaloneModule.default
const common = 'common.json'

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const readSchemas = (): ReadonlyMap<string, JsonObject> =>
  new Map(
    readdirSync(schemaDir)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => [name, JSON.parse(readFileSync(new URL(name, schemaDir), 'utf8')) as JsonObject]),
  )

/** `job-envelope-0.1.json` → `jobEnvelope01`: the name of the exported validator. */
const exportName = (file: string): string =>
  file
    .replace('.json', '')
    .replaceAll('.', '')
    .replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

// ajv writes CommonJS calls for its two small runtime functions even in ESM mode; they become imports here.
const importRuntime = (code: string): string => {
  const imports: string[] = []
  const body = code.replaceAll(
    /const (\w+) = require\("(ajv\/dist\/runtime\/\w+)"\)\.default;/g,
    (_, name: string, path: string) => {
      imports.push(`import ${name}Module from '${path}.js';`)
      return `const ${name} = ${name}Module.default;`
    },
  )
  if (body.includes('require(')) throw new Error('ajv asks for a module that generate.ts does not know')
  return [...imports, body].join('\n')
}

const isNamed = (name: string): boolean => name === 'properties' || name === '$defs'

// Descriptions and examples are for readers of the schemas; in the validators they would be a quarter of the bytes.
const withoutProse = (node: Json, named = false): Json => {
  if (Array.isArray(node)) return node.map((item) => withoutProse(item))
  if (!isObject(node)) return node
  return Object.fromEntries(
    Object.entries(node)
      .filter(
        ([key]) => named || !['title', 'description', 'examples', 'default', 'deprecated'].includes(key),
      )
      .map(([key, value]) => [key, withoutProse(value, isNamed(key))]),
  )
}

const validators = (schemas: ReadonlyMap<string, JsonObject>, allErrors: boolean): string => {
  const ajv = new Ajv2020({
    allErrors,
    verbose: true, // errors carry their schema: the texts for people need its bounds and fields
    strict: true,
    strictRequired: true,
    allowUnionTypes: true,
    // The shape of a time is a pattern, its calendar a rule: one piece of code says which times exist.
    formats: { 'date-time': true },
    code: { source: true, esm: true, lines: true },
  })
  ajv.addVocabulary(['x-must'])
  for (const schema of schemas.values()) ajv.addSchema(withoutProse(schema) as JsonObject)
  const exported: Record<string, string> = {}
  for (const [file, schema] of schemas) if (file !== common) exported[exportName(file)] = String(schema.$id)
  const code = importRuntime(standaloneCode(ajv, exported)).replaceAll('"use strict";', '')
  return `// @ts-nocheck\n// Generated from specs/schemas by specs/scripts/generate.ts. Do not edit.\n${code}\n`
}

const definitionOf = (ref: string, file: string, schemas: ReadonlyMap<string, JsonObject>): JsonObject => {
  const [target, path] = ref.split('#/$defs/')
  const defs = schemas.get(target === '' || target === undefined ? file : target)?.$defs
  const found = isObject(defs) && path !== undefined ? defs[path] : undefined
  if (!isObject(found)) throw new Error(`${file}: no such definition: ${ref}`)
  return found
}

// One document with all named shapes, so that a shape used by several schemas becomes one type. Unnamed shapes are put in place.
const bundle = (schemas: ReadonlyMap<string, JsonObject>): JsonObject => {
  const definitions: Record<string, Json> = {}
  const place = (node: Json, file: string): Json => {
    if (Array.isArray(node)) return node.map((item) => place(item, file))
    if (!isObject(node)) return node
    if (typeof node.$ref === 'string') {
      const { $ref, ...own } = node
      return place({ ...definitionOf(node.$ref, file, schemas), ...own }, file)
    }
    const { $defs: _defs, $id: _id, $schema: _schema, examples: _examples, ...rest } = node
    const placed = Object.fromEntries(
      Object.entries(rest).map(([key, value]) => [
        key,
        key === 'properties' ? placeEach(value, file) : place(value, file),
      ]),
    )
    if (typeof node.title !== 'string') return placed
    definitions[node.title] ??= placed
    return { $ref: `#/definitions/${node.title}` }
  }
  const placeEach = (node: Json | undefined, file: string): Json =>
    isObject(node) ? Object.fromEntries(Object.entries(node).map(([k, v]) => [k, place(v, file)])) : {}
  for (const [file, schema] of schemas) if (file !== common) place(schema, file)
  return { title: 'Shapes', type: 'object', additionalProperties: false, definitions }
}

const types = async (schemas: ReadonlyMap<string, JsonObject>): Promise<string> => {
  const text = await compile(bundle(schemas) as Parameters<typeof compile>[0], 'Shapes', {
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    unreachableDefinitions: true,
    bannerComment: '// Generated from specs/schemas by specs/scripts/generate.ts. Do not edit.',
    style: { semi: false, singleQuote: true, printWidth: 110 },
  })
  return text
    .replace(/^export interface Shapes \{\}\n/m, '')
    .replaceAll(/^( +)(\w+\??|\[k: string\]):/gm, '$1readonly $2:')
    .replaceAll(/: (\w+|\([^()]+\))\[\]/g, ': readonly $1[]')
    .replaceAll(
      /\/\*\*\n \* This interface was referenced by `Shapes`'s JSON-Schema\n \* via the `definition` "\w+"\.\n \*\/\n/g,
      '',
    )
    .replaceAll(
      / \*\n \* This interface was referenced by `Shapes`'s JSON-Schema\n \* via the `definition` "\w+"\.\n/g,
      '',
    )
}

/** Every generated file: its name in `src/generated`, and its text. */
export const generate = async (): Promise<Readonly<Record<string, string>>> => {
  const schemas = readSchemas()
  return {
    'types.ts': await types(schemas),
    'validate-first.ts': validators(schemas, false),
    'validate-all.ts': validators(schemas, true),
  }
}

if (import.meta.main) {
  for (const [name, text] of Object.entries(await generate())) writeFileSync(new URL(name, outDir), text)
}
