/**
 * What isolates tasks on this machine, found once at start. Types and the few places that are the same everywhere.
 */

/** A task's private directory as it sees it: its cwd unless it names another, and its HOME. */
export const insideHome = '/home/task'

/**
 * Whom the kernel takes an isolated task for where the worker is root: nobody. Tasks must not be root outside, whatever
 * they find a way to.
 */
export const nobody: Owner = { uid: 65_534, gid: 65_534 }

export interface Owner {
  readonly uid: number
  readonly gid: number
}

/** A part of the system that every task may read. */
export type SystemMount =
  | { readonly kind: 'bind'; readonly path: string }
  | { readonly kind: 'link'; readonly path: string; readonly target: string }

/** Files made for the tasks, in place of the host's. */
export interface Identity {
  readonly passwd: string
  readonly group: string
  readonly hosts: string
}

export interface Means {
  readonly bwrap: string
  /** As it says itself: `bubblewrap 0.8.0`. */
  readonly version: string
  /** From util-linux: makes the network without even a loopback. */
  readonly unshare: string
  /** Only where the worker is root: how its tasks become somebody else first. */
  readonly runAs: { readonly setpriv: string; readonly owner: Owner } | null
  /** Whether tasks are kept from making user namespaces of their own (bubblewrap 0.8 and later). */
  readonly forbidsUserNamespaces: boolean
  readonly system: readonly SystemMount[]
  /** Files of /etc that say how to reach others: only with the host's network. */
  readonly networkFiles: readonly string[]
  readonly identity: Identity
}

/** Which paths tasks may declare. */
export interface PathRules {
  /** The worker's own: nothing that is, holds or lies below one of them. Real paths. */
  readonly closed: readonly string[]
  /** Only what lies here, if not null. Real paths. */
  readonly within: readonly string[] | null
}

/** How this worker isolates: its means, or why it has none. */
export type Sandbox = {
  /** Every task, whatever its envelope says (`--sandbox require`). */
  readonly always: boolean
  readonly rules: PathRules
} & ({ readonly kind: 'ready'; readonly means: Means } | { readonly kind: 'missing'; readonly why: string })
