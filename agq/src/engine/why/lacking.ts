/** None of the live workers can run it: what they lack, each and together. */
import type { WorkerRow } from '../model.ts'
import { type LineFacts, NAMED_MAX, type Why } from './facts.ts'

export function lacking(live: readonly WorkerRow[], lane: LineFacts['lane']): Why {
  const tools = lane?.tools ?? []
  const tags = lane?.tags ?? []
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
  return {
    code: 'no_worker_has_all',
    sentence: `No single live worker has everything it requires (${live.length} connected).`,
    evidence,
  }
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}
