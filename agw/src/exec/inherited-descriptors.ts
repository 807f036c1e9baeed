/**
 * Closes what agw's own starter left open above descriptor 2. Node marks only the first few as not to be inherited,
 * so a lock or a socket of the starter would otherwise live on in every task.
 */
import { closeSync, readdirSync, readFileSync } from 'node:fs'

const closeOnExec = 0o2000000

/** Closes every descriptor ≥ 3 that a child would inherit; returns how many. Node's own are all close-on-exec. */
export function closeInheritedDescriptors(): number {
  let closed = 0
  for (const name of readdirSync('/proc/self/fd')) {
    const descriptor = Number(name)
    if (descriptor < 3 || !isInheritable(name)) continue
    try {
      closeSync(descriptor)
      closed++
    } catch {
      // Gone already: the listing's own descriptor.
    }
  }
  return closed
}

function isInheritable(name: string): boolean {
  try {
    const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${name}`, 'latin1'))?.[1]
    return flags !== undefined && (Number.parseInt(flags, 8) & closeOnExec) === 0
  } catch {
    return false
  }
}
