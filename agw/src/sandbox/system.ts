/**
 * What of the host every isolated task may read: programs, libraries, and the few files of /etc that programs cannot do
 * without. Never the accounts, the keys or what an operator wrote there: /etc is named file by file. Only reads.
 */
import { existsSync, lstatSync, readlinkSync } from 'node:fs'
import type { SystemMount } from './means.ts'

const trees = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32', '/nix/store', '/gnu/store']

const files = [
  ...['ld.so.cache', 'ld.so.conf', 'ld.so.conf.d', 'ld-musl-x86_64.path', 'ld-musl-aarch64.path'],
  ...['alternatives', 'localtime', 'timezone', 'locale.alias', 'locale.conf', 'nsswitch.conf'],
  ...['protocols', 'services', 'mime.types', 'magic', 'terminfo', 'fonts'],
  ...['ssl/certs', 'ssl/openssl.cnf', 'ca-certificates', 'pki/tls/certs', 'pki/ca-trust/extracted'],
  ...['crypto-policies', 'gai.conf'],
].map((name) => `/etc/${name}`)

const network = ['/etc/resolv.conf', '/etc/hosts', '/etc/host.conf']

/** Links stay links (`/bin` → `usr/bin`), so that a path means inside what it means outside. */
export function systemMounts(): readonly SystemMount[] {
  return [...trees, ...files]
    .filter(existsSync)
    .map((path) =>
      trees.includes(path) && lstatSync(path).isSymbolicLink()
        ? { kind: 'link', path, target: readlinkSync(path) }
        : { kind: 'bind', path },
    )
}

export function networkFiles(): readonly string[] {
  return network.filter(existsSync)
}
