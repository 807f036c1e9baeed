/**
 * What `agx run` was given: the name of an envelope's file, or a pipeline. A readable file that is called .json or
 * begins with `{` is an envelope; `-` is an envelope on stdin; a directory is neither; everything else is a pipeline.
 */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'

/** `file` or `pipeline`; or `directory`, which may also be the name of a command. */
export function sourceKind(text: string): 'file' | 'pipeline' | 'directory' {
  if (text === '-') return 'file'
  // A line with a pipe or a blank may still be a file's name, but hardly ever; looking costs one stat.
  const there = existsSync(text) ? statSync(text) : undefined
  if (there?.isDirectory()) return 'directory'
  if (!there?.isFile()) return looksLikeEnvelopeName(text) ? 'file' : 'pipeline'
  return text.endsWith('.json') || beginsWithBrace(text) ? 'file' : 'pipeline'
}

/** A missing `job.json` is a missing file, not a command of that name. */
function looksLikeEnvelopeName(text: string): boolean {
  return /^[^\s|'"]+\.json$/.test(text)
}

function beginsWithBrace(path: string): boolean {
  const buffer = Buffer.alloc(256)
  try {
    const descriptor = openSync(path, 'r')
    try {
      const length = readSync(descriptor, buffer, 0, buffer.length, 0)
      return buffer.toString('utf8', 0, length).trimStart().startsWith('{')
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return false
  }
}
