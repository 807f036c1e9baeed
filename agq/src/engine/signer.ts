/**
 * Who signed a Job, as a requirement: its lane carries one more tag, of a form that no Job can ask for. A worker that trusts
 * certain keys is given the Jobs that they signed and no others; one that trusts nobody in particular runs any. This only spares
 * Jobs a refusal: whether a signature holds is judged by the worker.
 */
const SIGNED_BY = 'signed by '

export function signerTag(keyId: string): string {
  return `${SIGNED_BY}${keyId}`
}

export function isSignerTag(tag: string): boolean {
  return tag.startsWith(SIGNED_BY)
}

/** The id of the key that signed the Jobs of a lane; undefined: they are not signed. */
export function signerOf(tags: readonly string[]): string | undefined {
  return tags.find(isSignerTag)?.slice(SIGNED_BY.length)
}

/** Does a worker that trusts these keys (undefined: it runs any Job) run what this key signed, or nobody? */
export function isTrusted(trust: ReadonlySet<string> | undefined, signer: string | undefined): boolean {
  return trust === undefined || (signer !== undefined && trust.has(signer))
}
