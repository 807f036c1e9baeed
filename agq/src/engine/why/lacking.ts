/** None of the live workers can run it: what they lack, each and together. */
import type { WorkerRow } from '../model.ts'
import { capabilitiesOf } from '../rules/lease.ts'
import { isSignerTag, isTrusted, signerOf } from '../signer.ts'
import { type LineFacts, NAMED_MAX, type Why } from './facts.ts'

export function lacking(live: readonly WorkerRow[], lane: LineFacts['lane']): Why {
  const tools = lane?.tools ?? []
  const tags = (lane?.tags ?? []).filter((tag) => !isSignerTag(tag))
  const lack = live.map(({ workerId, registration }) => ({
    worker_id: workerId,
    tools: tools.filter((tool) => !registration.capabilities.tools.includes(tool)),
    tags: tags.filter((tag) => !registration.tags.includes(tag)),
  }))
  const nobodyHas = tools.filter((tool) => lack.every((worker) => worker.tools.includes(tool)))
  const nobodyTags = tags.filter((tag) => lack.every((worker) => worker.tags.includes(tag)))
  const evidence = {
    live_workers: live.length,
    tools: nobodyHas,
    tags: nobodyTags,
    lacking: lack.slice(0, NAMED_MAX),
  }
  if (nobodyHas.length > 0) {
    return {
      code: 'no_worker_has_tool',
      sentence: `No live worker has ${quoted(nobodyHas)} (${live.length} connected).`,
      evidence,
    }
  }
  if (nobodyTags.length > 0) {
    return {
      code: 'no_worker_has_tag',
      sentence: `No live worker has the tag ${quoted(nobodyTags)} (${live.length} connected).`,
      evidence,
    }
  }
  const signer = signerOf(lane?.tags ?? [])
  if (live.every((worker) => !trusts(worker, signer))) return nobodyTrusts(live, signer)
  return {
    code: 'no_worker_has_all',
    sentence: `No single live worker has everything it requires (${live.length} connected).`,
    evidence,
  }
}

function trusts({ registration }: WorkerRow, signer: string | undefined): boolean {
  const { trust } = capabilitiesOf(registration)
  return isTrusted(trust === undefined ? undefined : new Set(trust), signer)
}

function nobodyTrusts(live: readonly WorkerRow[], signer: string | undefined): Why {
  const trusted = new Set(live.flatMap((worker) => capabilitiesOf(worker.registration).trust ?? []))
  const evidence = {
    live_workers: live.length,
    trusted_keys: [...trusted].slice(0, NAMED_MAX),
    ...(signer === undefined ? {} : { signed_by: signer }),
  }
  const sentence =
    signer === undefined
      ? `It is not signed, and the live workers run signed Jobs only (${live.length} connected, agw --trust): submit it with agx submit --sign KEY.`
      : `No live worker trusts the key ${signer} that signed it (${live.length} connected): put its .pub file into their agw --trust directory, or sign with a key they trust.`
  return { code: 'no_worker_trusts', sentence, evidence }
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}
