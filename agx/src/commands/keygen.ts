/**
 * `agx keygen [FILE]`: a new pair of Ed25519 keys. FILE is the private one, for its owner's eyes alone; FILE.pub goes to the
 * workers that shall run what it signs. Neither of the two is ever replaced.
 */
import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { keyIdOf } from '@agenix/specs'
import { exitOk } from '../exit-code.ts'
import { quoteWord } from '../pipeline/quote-word.ts'
import { wantsJson, writeJson } from '../render/answer.ts'
import { fileTrouble } from '../submit/read-document.ts'
import { Failure, UsageError } from '../usage-error.ts'
import type { Verb } from './verb.ts'

/** Makes the pair and says what to do with it. */
export const keygen: Verb = async ({ config, terminal }, options, args) => {
  const [file = join(config.home, 'sign.key'), ...excess] = args
  if (excess.length > 0) throw new UsageError('name one file: agx keygen FILE.')
  const publicFile = `${file}.pub`
  for (const path of [file, publicFile]) {
    if (existsSync(path))
      throw new Failure(
        `${path} is there already, and a key is never replaced. Name another file: agx keygen FILE`,
      )
  }
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const keyId = keyIdOf(publicKey)
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const secret = privateKey.export({ type: 'pkcs8', format: 'pem' })
    writeFileSync(file, secret, { mode: 0o600, flag: 'wx', flush: true })
    const open = publicKey.export({ type: 'spki', format: 'pem' })
    writeFileSync(publicFile, open, { mode: 0o644, flag: 'wx', flush: true })
  } catch (error) {
    throw new UsageError(`cannot write ${file} and ${publicFile}: ${fileTrouble(error)}.`)
  }
  if (wantsJson(options, terminal, true)) {
    await writeJson(terminal, { key_id: keyId, private_key: file, public_key: publicFile })
  } else {
    const [secret, open] = [quoteWord(file), quoteWord(publicFile)]
    await terminal.write(
      [
        `Key ${keyId}`,
        `  ${file}  signs; keep it secret`,
        `  ${publicFile}  goes to the workers`,
        `Next: copy ${open} into a directory of each worker and start it with: agw --trust DIR`,
        `      sign a Job: agx submit job.json --sign ${secret}`,
        '',
      ].join('\n'),
    )
  }
  return exitOk
}
