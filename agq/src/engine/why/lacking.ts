/** None of the live workers can run it, or may: what they lack or forbid, each and together. */
import { isolatedTag } from '@agenix/specs'
import type { WorkerRow } from '../model.ts'
import { capabilitiesOf, NOT, tagsOf } from '../rules/lease.ts'
import { isSignerTag, isTrusted, signerOf } from '../signer.ts'
import { type LineFacts, NAMED_MAX, type Why } from './facts.ts'

export function lacking(
  live: readonly WorkerRow[],
  lane: LineFacts['lane'],
  forbidden: LineFacts['forbidden'],
): Why {
  const tools = lane?.tools ?? []
  const tags = (lane?.tags ?? []).filter((tag) => !tag.startsWith(NOT) && !isSignerTag(tag))
  const refusers = lane?.tags.filter((tag) => tag.startsWith(NOT)).map((tag) => tag.slice(NOT.length)) ?? []
  const lack = live.map(({ workerId, registration }) => {
    const has = tagsOf(registration)
    const refused = refusers.some((tag) => has.has(tag)) ? 'refused it by its policy before' : undefined
    const forbids = forbidden.get(workerId) ?? refused
    return {
      worker_id: workerId,
      tools: tools.filter((tool) => !registration.capabilities.tools.includes(tool)),
      tags: tags.filter((tag) => !registration.tags.includes(tag)),
      ...(forbids === undefined ? {} : { forbids }),
    }
  })
  const nobodyHas = tools.filter((tool) => lack.every((worker) => worker.tools.includes(tool)))
  const nobodyTags = tags.filter((tag) => lack.every((worker) => worker.tags.includes(tag)))
  const evidence = {
    live_workers: live.length,
    tools: nobodyHas,
    tags: nobodyTags,
    lacking: lack.slice(0, NAMED_MAX),
  }
  const forbidding = lack.flatMap(({ worker_id, forbids }) =>
    forbids === undefined ? [] : [`worker ${worker_id} ${forbids}`],
  )
  const [first] = forbidding
  const told = first === undefined ? '' : `: ${first}${more(forbidding.length - 1)}`
  if (forbidding.length === live.length) {
    return { code: 'no_worker_allows', sentence: `No live worker allows it${told}.`, evidence }
  }
  if (nobodyHas.length > 0) {
    return {
      code: 'no_worker_has_tool',
      sentence: `No live worker has ${quoted(nobodyHas)} (${live.length} connected)${told}.`,
      evidence,
    }
  }
  if (nobodyTags.includes(isolatedTag)) {
    return {
      code: 'no_worker_has_tag',
      sentence: `No live worker can isolate tasks (${live.length} connected). Each says at its start why: it needs bubblewrap.`,
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
    sentence: `No single live worker has everything it requires (${live.length} connected)${told}.`,
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

function more(others: number): string {
  return others === 0 ? '' : `, and ${others} more ${others === 1 ? 'forbids' : 'forbid'} it`
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}
