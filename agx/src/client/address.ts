/**
 * Where AGQ listens, as people write it: `host:port`, `[v6]:port`, `:port`, `unix:/path`; `rediss://host:port` where it
 * must be TLS, `redis://host:port` where it must not.
 * Parsing is strict, so that a typing slip is a clear error here and not a timeout later.
 * No look-ups, no I/O.
 */

/** A place to connect to: TCP or a unix socket. */
export type Address =
  | {
      readonly kind: 'tcp'
      readonly host: string
      readonly port: number
      /** As the scheme says; without one the TLS options decide. */
      readonly tls?: boolean
    }
  | { readonly kind: 'unix'; readonly path: string }

/** The port AGQ listens on when nobody says otherwise. */
export const defaultPort = 6380

/** The address everybody assumes: AGQ on this machine. */
export const defaultAddress = `127.0.0.1:${defaultPort}`

/**
 * Reads an address. Returns `undefined` when the text is none; the caller says where the text came from.
 * A missing host means `127.0.0.1`, a missing port 6380.
 */
export function parseAddress(text: string): Address | undefined {
  const trimmed = text.trim()
  if (trimmed.startsWith('unix:')) {
    const path = trimmed.slice('unix:'.length).replace(/^\/\/(?=\/)/, '')
    return path === '' ? undefined : { kind: 'unix', path }
  }
  if (trimmed.startsWith('/')) return { kind: 'unix', path: trimmed }
  const [, scheme, place = ''] = /^(rediss?:\/\/)?(.*?)(?:(?<=\/\/.*)\/)?$/.exec(trimmed) ?? []
  const match = /^(?:\[([0-9A-Fa-f:.%a-z]+)\]|([^\s:/[\]]*))(?::(\d{1,5}))?$/.exec(place)
  if (match === null || place === '') return undefined
  const host = match[1] ?? match[2] ?? ''
  const port = match[3] === undefined ? defaultPort : Number(match[3])
  if (port < 1 || port > 65_535) return undefined
  const tls = scheme === undefined ? {} : { tls: scheme === 'rediss://' }
  return { kind: 'tcp', host: host === '' ? '127.0.0.1' : host, port, ...tls }
}

/** The address as text, in the form `parseAddress` reads. */
export function formatAddress(address: Address): string {
  if (address.kind === 'unix') return `unix:${address.path}`
  const scheme = address.tls === undefined ? '' : address.tls ? 'rediss://' : 'redis://'
  return `${scheme}${address.host.includes(':') ? `[${address.host}]` : address.host}:${address.port}`
}

/** Whether both ends are on one machine, so that a path here is a path there. */
export function isLocal(address: Address): boolean {
  if (address.kind === 'unix') return true
  return address.host === 'localhost' || address.host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(address.host)
}
