/**
 * The environment of an isolated task. The programs in front of it (bwrap among them) run outside of the sandbox with
 * what the worker hands them, so nothing may reach them that their loader or C library acts upon: a declared LD_PRELOAD
 * would be code outside. Such names travel as arguments and are set inside; all others as environment, for arguments
 * can be read by everybody on the machine.
 */
import type { BaseEnvironment } from '../exec/environment.ts'
import { insideHome } from './means.ts'

export interface SplitEnvironment {
  /** For the programs in front, and through them for the task. */
  readonly carried: Record<string, string>
  /** Set inside. */
  readonly set: readonly (readonly [string, string])[]
}

// What glibc withholds from set-user-id programs (sysdeps/generic/unsecvars.h), musl's and libmount's own names, and
// those by which programs find their messages.
const actedUpon =
  /^(LD_.*|GLIBC_.*|MALLOC_.*|MUSL_.*|LIBMOUNT_.*|GCONV_PATH|GETCONF_DIR|HOSTALIASES|LOCALDOMAIN|LOCPATH|NIS_PATH|NLSPATH|RESOLV_HOST_CONF|RES_OPTIONS|TMPDIR|TZDIR|TZ|LANGUAGE|POSIXLY_CORRECT|TEXTDOMAINDIR|GETOPT_.*)$/

export function splitEnvironment(env: Readonly<Record<string, string>>): SplitEnvironment {
  const names = Object.entries(env)
  return {
    carried: Object.fromEntries(names.filter(([name]) => !actedUpon.test(name))),
    set: names.filter(([name]) => actedUpon.test(name)),
  }
}

/** What a task inherits inside, where the worker's HOME and parts of its PATH are not. A Job may declare otherwise. */
export function insideEnvironment(base: BaseEnvironment, searched: readonly string[]): BaseEnvironment {
  // /tmp is memory and small: what sorts or unpacks much goes to the disk.
  return {
    ...base,
    PATH: searched.join(':'),
    HOME: insideHome,
    TMPDIR: insideHome,
    USER: 'task',
    LOGNAME: 'task',
  }
}
