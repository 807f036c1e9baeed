/** The words that make a sandbox: the same for everybody from the last bwrap on, and nothing of the task among them. */
import t from 'tap'
import { sandboxCommand } from '../../../../agw/dist/sandbox/command.js'
import type { Means } from '../../../../agw/dist/sandbox/means.js'

const means: Means = {
  bwrap: '/usr/bin/bwrap',
  version: 'bubblewrap 0.8.0',
  unshare: '/usr/bin/unshare',
  runAs: null,
  forbidsUserNamespaces: true,
  system: [
    { kind: 'bind', path: '/usr' },
    { kind: 'link', path: '/bin', target: 'usr/bin' },
  ],
  networkFiles: ['/etc/resolv.conf'],
  identity: { passwd: '/state/passwd', group: '/state/group', hosts: '/state/hosts' },
}
const runAs = { setpriv: '/usr/bin/setpriv', owner: { uid: 65_534, gid: 65_534 } }
const inside = { file: '/usr/bin/cat', args: ['--', '--bind', '/'], cwd: '/home/task', env: { A: 'b' } }

const textOf = ({ file, args }: { readonly file: string; readonly args: readonly string[] }): string =>
  [file, ...args].join(' ')

t.test('an ordinary user, no network', async (t) => {
  const made = sandboxCommand(inside, 'none', '/state/work/1', [], means)
  t.equal(
    textOf(made),
    [
      '/usr/bin/unshare --user --map-current-user --net --',
      '/usr/bin/bwrap --unshare-all --unshare-user --share-net --disable-userns --die-with-parent --new-session',
      '--cap-drop ALL --hostname sandbox --uid 1000 --gid 1000',
      '--ro-bind /usr /usr --symlink usr/bin /bin',
      '--proc /proc --dev /dev --size 67108864 --tmpfs /dev/shm --remount-ro /dev --size 268435456 --tmpfs /tmp',
      '--ro-bind /state/passwd /etc/passwd --ro-bind /state/group /etc/group --ro-bind /state/hosts /etc/hosts',
      '--bind /state/work/1 /home/task --remount-ro /',
      '--chdir /home/task -- /usr/bin/cat -- --bind /',
    ].join(' '),
  )
  t.strictSame(made.env, { A: 'b' })
})

t.test('networks', async (t) => {
  const loopback = textOf(sandboxCommand(inside, 'loopback', '/w', [], means))
  t.match(loopback, /^\/usr\/bin\/bwrap --unshare-all --unshare-user --disable-userns/)
  t.notMatch(loopback, '--share-net')
  const host = textOf(sandboxCommand(inside, 'host', '/w', [], means))
  t.match(host, /^\/usr\/bin\/bwrap --unshare-all --unshare-user --share-net /)
  t.match(host, '--ro-bind /etc/resolv.conf /etc/resolv.conf')
  t.notMatch(host, '/state/hosts', 'the hosts of the host')
})

t.test('root lays out what nobody may not reach, and becomes nobody', async (t) => {
  const mounts = [{ source: '/data', path: '/data', writable: true }]
  const text = textOf(sandboxCommand(inside, 'host', '/state/work/1', mounts, { ...means, runAs }))
  t.match(
    text,
    /^\/usr\/bin\/bwrap --die-with-parent --dev-bind \/ \/ --perms 0755 --tmpfs \/tmp --bind \/state\/passwd \/tmp\/0 --bind \/state\/group \/tmp\/1 --bind \/data \/tmp\/2 --bind \/state\/work\/1 \/tmp\/3 -- \/usr\/bin\/setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all --bounding-set=-all -- \/usr\/bin\/bwrap --unshare-all/,
  )
  t.match(
    text,
    '--ro-bind /tmp/0 /etc/passwd --ro-bind /tmp/1 /etc/group --bind /tmp/2 /data --bind /tmp/3 /home/task',
  )
})

t.test('an older bubblewrap', async (t) => {
  const older = { ...means, forbidsUserNamespaces: false }
  t.notMatch(textOf(sandboxCommand(inside, 'none', '/w', [], older)), '--disable-userns')
})

t.test('what a loader or a C library acts upon is set inside, and only there', async (t) => {
  const env = {
    LD_PRELOAD: '/x.so',
    GCONV_PATH: '/x',
    GLIBC_TUNABLES: 'x',
    TZ: ':/x',
    PATH: '/usr/bin',
    SECRET: 's',
  }
  const { args, env: carried } = sandboxCommand({ ...inside, env }, 'none', '/w', [], means)
  t.strictSame(carried, { PATH: '/usr/bin', SECRET: 's' })
  const end = args.indexOf('--chdir')
  const set = args.slice(args.indexOf('--setenv'), end)
  t.strictSame(set, [
    ...['--setenv', 'LD_PRELOAD', '/x.so', '--setenv', 'GCONV_PATH', '/x'],
    ...['--setenv', 'GLIBC_TUNABLES', 'x', '--setenv', 'TZ', ':/x'],
  ])
  t.notOk(args.includes('s'), 'arguments can be read by everybody')
})
