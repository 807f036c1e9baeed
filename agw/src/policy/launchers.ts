/**
 * Commands that run whatever their arguments say: allowed without patterns for their arguments they allow everything.
 * A list for warnings; nothing is refused for being on it.
 */

const runsItsArguments: Readonly<Record<string, string>> = Object.freeze({
  ...reasonFor('is a shell', 'sh bash dash ash ksh mksh zsh fish csh tcsh busybox toybox'),
  ...reasonFor(
    'interprets any program',
    'python perl ruby node nodejs deno bun php lua luajit tclsh wish expect guile gjs awk gawk mawk nawk sed ed ex vi vim nvim emacs gdb lldb make gmake ninja m4 jshell java jrunscript osascript R Rscript octave sqlite3 psql mysql',
  ),
  ...reasonFor(
    'starts the command in its arguments',
    'env xargs parallel find nice ionice nohup timeout setsid stdbuf chroot unshare nsenter setpriv runuser su sudo doas pkexec prlimit taskset chrt flock time watch script strace ltrace ssh scp rsync docker podman kubectl systemd-run bwrap at batch crontab tmux screen start-stop-daemon capsh faketime fakeroot socat ncat nc xterm npx npm yarn pnpm pip cargo go',
  ),
  ...reasonFor(
    'starts what its options or the repository say',
    'git tar zip ld.so ld-linux-x86-64.so.2 man less more',
  ),
  ...reasonFor('writes any file its user may write', 'dd cp mv ln install tee patch'),
})

function reasonFor(reason: string, names: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, reason]))
}

/** Why a rule without patterns for one of these names allows anything; undefined: it does not, as far as is known. */
export function launches(...names: readonly string[]): string | undefined {
  for (const name of names) {
    // python3.12, lua5.4, perl5.36.0: the number is not the name.
    for (const known of [name, name.replace(/[-.0-9]+$/, '')]) {
      if (Object.hasOwn(runsItsArguments, known)) return runsItsArguments[known]
    }
  }
  return undefined
}
