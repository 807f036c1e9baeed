/**
 * TLS in front of a listener: takes a socket as it was accepted, and hands on one that speaks TLS 1.2 or 1.3 and, where
 * client certificates are wanted, has shown one that counts. Until then it is a stranger's: it has the time of a stranger
 * and makes room like one. Who speaks no TLS, and whose certificate does not count, is told so in RESP.
 * No session is resumed: every handshake is checked against the certificates of its moment.
 */

import { constants } from 'node:crypto'
import type { Socket } from 'node:net'
import { createServer, type Server, type TLSSocket } from 'node:tls'
import type { Logger } from 'pino'
import { formatAddress } from './listen.ts'
import type { TurnedAway } from './turned-away.ts'

/** PEM, checked by whoever read it. */
export interface TlsMaterial {
  readonly cert: string
  readonly key: string
  /** Authorities of the clients; null: no client certificate is asked for. */
  readonly ca: string | null
  /** The end of the certificate, wall clock. */
  readonly expiresAtMs: number
}

/** The first byte of a TLS record that begins a handshake. */
const HANDSHAKE = 0x16

const SPEAKS_TLS =
  '-ERR this port speaks TLS: use --tls with redis-cli, rediss:// with other clients, --tls-ca FILE with agx and agw\r\n'

export class TlsDoor {
  readonly #server: Server
  readonly #waiting = new Map<string, Handshake>()
  readonly #turnedAway: TurnedAway
  readonly #deadlineMs: number
  readonly #log: Logger
  #material: TlsMaterial

  constructor(material: TlsMaterial, turnedAway: TurnedAway, deadlineMs: number, log: Logger) {
    this.#material = material
    this.#turnedAway = turnedAway
    this.#deadlineMs = deadlineMs
    this.#log = log
    this.#server = createServer({
      ...contextOf(material),
      requestCert: material.ca !== null,
      // Judged in #enter, so that the client can be told why.
      rejectUnauthorized: false,
      // The door's own deadline begins with the connection; this one only must not be earlier.
      handshakeTimeout: deadlineMs + 1_000,
    })
    this.#server.on('secureConnection', (socket: TLSSocket) => this.#enter(socket))
    this.#server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: TLSSocket) => {
      const address = formatAddress(socket.remoteAddress, socket.remotePort)
      log.info({ address, problem: error.code ?? error.message }, 'a TLS handshake failed')
      socket.destroy()
    })
  }

  get expiresAtMs(): number {
    return this.#material.expiresAtMs
  }

  /** For handshakes from now on; connections that stand keep what they have. `ca` stays null, or stays a file. */
  renew(material: TlsMaterial): void {
    this.#server.setSecureContext(contextOf(material))
    this.#material = material
  }

  /** Calls `enter` with the socket that speaks TLS, or `gone` when there will be none. */
  open(socket: Socket, enter: (secure: TLSSocket) => void, gone: () => void): Handshake {
    const name = nameOf(socket)
    const handshake = new Handshake(socket, enter, this.#deadlineMs, () => {
      if (this.#waiting.get(name) === handshake) this.#waiting.delete(name)
      if (!handshake.entered) gone()
    })
    this.#waiting.set(name, handshake)
    socket.on('error', () => socket.destroy())
    // The first bytes say whether it is TLS at all; they are put back before anybody else looks.
    socket.once('readable', () => {
      const first: Buffer | null = socket.read()
      if (first === null) socket.destroy()
      else if (first[0] === HANDSHAKE) {
        socket.unshift(first)
        this.#server.emit('connection', socket)
      } else {
        const address = formatAddress(socket.remoteAddress, socket.remotePort)
        this.#log.info({ address }, 'a client spoke no TLS on the TLS port')
        handshake.leave()
        this.#turnedAway.add(socket, SPEAKS_TLS)
      }
    })
    return handshake
  }

  #enter(secure: TLSSocket): void {
    const handshake = this.#waiting.get(nameOf(secure))
    if (handshake === undefined) {
      secure.destroy()
      return
    }
    if (this.#material.ca === null || secure.authorized) {
      handshake.enter(secure)
      return
    }
    const shown = secure.getPeerX509Certificate()
    const why =
      shown === undefined
        ? 'none was shown, and this AGQ lets nobody in without one'
        : `${shown.subject.replaceAll(/[^ -~]+/g, ' ')}: ${refusals[String(secure.authorizationError)] ?? secure.authorizationError}`
    const address = formatAddress(secure.remoteAddress, secure.remotePort)
    this.#log.warn({ address, problem: why }, 'refused a client certificate')
    handshake.leave()
    this.#turnedAway.add(secure, `-NOAUTH client certificate refused: ${why}\r\n`)
  }
}

/** What OpenSSL calls it, in words; anything else is given as it is. */
const refusals: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'it, or its authority, has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is signed by itself, not by the authority of --tls-ca',
  SELF_SIGNED_CERT_IN_CHAIN: 'it comes from another authority than that of --tls-ca',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'it comes from another authority than that of --tls-ca',
  UNABLE_TO_GET_ISSUER_CERT: 'it comes from another authority than that of --tls-ca',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'it comes from another authority than that of --tls-ca',
  CERT_SIGNATURE_FAILURE: 'it comes from another authority than that of --tls-ca',
  INVALID_PURPOSE: 'it was made for servers alone (extendedKeyUsage lacks clientAuth)',
}

/** A connection that does not speak TLS yet. */
export class Handshake {
  readonly isStranger = true
  readonly #socket: Socket
  readonly #onEntered: (secure: TLSSocket) => void
  readonly #onLeft: () => void
  readonly #deadline: NodeJS.Timeout
  #state: 'shaking' | 'entered' | 'left' = 'shaking'

  constructor(
    socket: Socket,
    onEntered: (secure: TLSSocket) => void,
    deadlineMs: number,
    onLeft: () => void,
  ) {
    this.#socket = socket
    this.#onEntered = onEntered
    this.#onLeft = onLeft
    this.#deadline = setTimeout(() => this.destroy(), deadlineMs)
    socket.once('close', () => this.leave())
  }

  get entered(): boolean {
    return this.#state === 'entered'
  }

  enter(secure: TLSSocket): void {
    this.#end('entered')
    if (this.entered) this.#onEntered(secure)
  }

  /** Whatever becomes of the socket is not the door's any more. */
  leave(): void {
    this.#end('left')
  }

  /** Nobody to whom an answer is owed. */
  finish(): void {
    this.destroy()
  }

  destroy(): void {
    this.#socket.destroy()
    this.leave()
  }

  #end(state: 'entered' | 'left'): void {
    if (this.#state !== 'shaking') return
    this.#state = state
    clearTimeout(this.#deadline)
    this.#onLeft()
  }
}

function contextOf({ cert, key, ca }: TlsMaterial) {
  return {
    cert,
    key,
    ...(ca === null ? {} : { ca }),
    minVersion: 'TLSv1.2' as const,
    honorCipherOrder: true,
    secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
  }
}

/** Both ends of a connection: the TLS socket has them from the one it took over. */
function nameOf({ remoteAddress, remotePort, localAddress, localPort }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`
}
