/**
 * Ways in which the contact between a host and a server breaks: one way, both ways, slowly (a share of the packets is
 * lost), half open (the connections that stand hear nothing more for good, new ones work). Rules in the host's own
 * namespace do it, so other hosts notice nothing.
 */
import { type Host, runOn } from './network.ts'

export const cutKinds = ['to the server', 'from the server', 'both ways', 'slow', 'half open'] as const
export type CutKind = (typeof cutKinds)[number]

export interface Cut {
  readonly kind: CutKind
  heal(): void
}

/** Of the packets each way so many are lost in a slow network. */
const LOST_SHARE = 0.35

export function cut(host: Host, server: string, kind: CutKind): Cut {
  const rules = rulesOf(host, server, kind)
  for (const rule of rules) iptables(host, '-A', rule)
  return {
    kind,
    heal: () => {
      // What is half open stays so: those connections are dead on one side, and whoever holds them has to find out.
      if (kind !== 'half open') for (const rule of rules) iptables(host, '-D', rule)
    },
  }
}

/** No sign of an end comes through: neither FIN nor RST of the server's side. */
export function hideEnds(host: Host, server: string): Cut {
  const rules = ['FIN', 'RST'].map((flag) => ['INPUT', '-p', 'tcp', '-s', server, '--tcp-flags', flag, flag])
  for (const rule of rules) iptables(host, '-A', rule)
  return {
    kind: 'half open',
    heal: () => {
      for (const rule of rules) iptables(host, '-D', rule)
    },
  }
}

function rulesOf(host: Host, server: string, kind: CutKind): readonly (readonly string[])[] {
  const out = ['OUTPUT', '-d', server]
  const back = ['INPUT', '-s', server]
  const share = ['-m', 'statistic', '--mode', 'random', '--probability', String(LOST_SHARE)]
  switch (kind) {
    case 'to the server':
      return [out]
    case 'from the server':
      return [back]
    case 'both ways':
      return [out, back]
    case 'slow':
      return [
        [...out, ...share],
        [...back, ...share],
      ]
    case 'half open':
      return portsOf(host).flatMap((port) => [
        [...out, '-p', 'tcp', '--sport', port],
        [...back, '-p', 'tcp', '--dport', port],
      ])
  }
}

/** The local ports of the connections that stand; see proc(5), net/tcp: state 01. */
function portsOf(host: Host): readonly string[] {
  const [, ...rows] = runOn(host, 'cat', '/proc/net/tcp').trim().split('\n')
  return rows.flatMap((row) => {
    const [, local = '', , state] = row.trim().split(/\s+/)
    return state === '01' ? [String(Number.parseInt(local.split(':')[1] ?? '', 16))] : []
  })
}

function iptables(host: Host, verb: '-A' | '-D', [chain = '', ...match]: readonly string[]): void {
  runOn(host, 'iptables', '-w', verb, chain, ...match, '-j', 'DROP')
}
