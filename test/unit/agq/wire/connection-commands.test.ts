import t from 'tap'
import { KEY, startTestWire } from './wire-under-test.ts'

const cases: readonly (readonly [string, string])[] = [
  ['PING', '+PONG\r\n'],
  ['ping hello', '$5\r\nhello\r\n'],
  ['PING a b', "-ERR wrong number of arguments for 'ping' command\r\n"],
  ['ECHO "a b"', '$3\r\na b\r\n'],
  ['ECHO', "-ERR wrong number of arguments for 'echo' command\r\n"],
  ['SELECT 0', '+OK\r\n'],
  ['SELECT 1', '-ERR DB index is out of range: AGQ has database 0 alone\r\n'],
  ['SELECT x', '-ERR value is not an integer or out of range\r\n'],
  ['HELLO 4', '-NOPROTO unsupported protocol version\r\n'],
  ['HELLO x', '-ERR Protocol version is not an integer or out of range\r\n'],
  ['HELLO 2 SETNAM a', "-ERR Syntax error in HELLO option 'SETNAM'\r\n"],
  ['CLIENT ID', ':1\r\n'],
  ['CLIENT GETNAME', '$-1\r\n'],
  ['CLIENT SETNAME me', '+OK\r\n'],
  ['CLIENT GETNAME', '$2\r\nme\r\n'],
  [
    'CLIENT SETNAME "a b"',
    '-ERR Client names cannot contain spaces, newlines or special characters, nor be over 256 bytes\r\n',
  ],
  ['CLIENT SETINFO LIB-NAME mylib', '+OK\r\n'],
  ['CLIENT SETINFO lib-ver 1.2', '+OK\r\n'],
  ['CLIENT SETINFO COLOUR red', "-ERR Unrecognized option 'COLOUR'\r\n"],
  ['CLIENT NO-EVICT on', '+OK\r\n'],
  ['CLIENT NO-TOUCH off', '+OK\r\n'],
  ['CLIENT NO-TOUCH maybe', '-ERR syntax error: ON or OFF\r\n'],
  ['CLIENT ID 1', "-ERR wrong number of arguments for 'client|id' command\r\n"],
  ['COMMAND COUNT', ':23\r\n'],
  [
    'COMMAND INFO auth nope',
    '*2\r\n*10\r\n$4\r\nauth\r\n:-2\r\n*1\r\n+no_auth\r\n:0\r\n:0\r\n:0\r\n*0\r\n*0\r\n*0\r\n*0\r\n*-1\r\n',
  ],
  [
    'COMMAND DOCS test.echo nope',
    '*2\r\n$9\r\ntest.echo\r\n*6\r\n$7\r\nsummary\r\n$28\r\nAnswers its argument at once\r\n$5\r\nsince\r\n$5\r\n0.1.0\r\n$5\r\ngroup\r\n$7\r\ngeneric\r\n',
  ],
  ['test.echo', "-ERR wrong number of arguments for 'test.echo' command\r\n"],
  ['TEST.ECHO a b', "-ERR wrong number of arguments for 'test.echo' command\r\n"],
  ['tEsT.eChO a', '$1\r\na\r\n'],
  ['TEST.ECO a', '-ERR unknown command \'TEST.ECO\' (did you mean "TEST.ECHO"?)\r\n'],
  ['test echo a', '-ERR unknown command \'test\' (did you mean "TEST.ECHO"?)\r\n'],
  ['FLUSHALL', "-ERR unknown command 'FLUSHALL'; COMMAND LIST names all there are\r\n"],
  ['"b\\r\\nad"', "-ERR unknown command 'b??ad'; COMMAND LIST names all there are\r\n"],
]

t.test('each is answered as Redis would', async (t) => {
  const wire = await startTestWire(t)
  const client = await wire.connect(KEY)
  for (const [line, reply] of cases) {
    client.send(`${line}\r\n`)
    await client.expect(reply)
    t.pass(line)
  }
})

t.test('CLIENT LIST and INFO describe connections', async (t) => {
  const wire = await startTestWire(t)
  const client = await wire.connect(KEY)
  const other = await wire.connect(KEY)
  other.send('HELLO 3 SETNAME other\r\nSUBSCRIBE jobs\r\n')
  t.match(await other.line(), '%7')
  client.send('CLIENT INFO\r\nQUIT\r\n')
  t.match(
    await client.rest(),
    /^\$\d+\r\nid=1 addr=127\.0\.0\.1:\d+ laddr=127\.0\.0\.1:\d+ fd=-1 name= age=0 idle=0 flags=N db=0 sub=0 psub=0 multi=-1 cmd=client user=session resp=2 lib-name= lib-ver=\n\r\n\+OK\r\n$/,
  )
  const third = await wire.connect(KEY)
  third.send('CLIENT LIST TYPE pubsub\r\nCLIENT LIST ID 77\r\nCLIENT LIST ID\r\nQUIT\r\n')
  const lists = await third.rest()
  t.match(
    lists,
    /^\$\d+\r\nid=2 .* name=other .* flags=P db=0 sub=1 .* resp=3 .*\n\r\n\$0\r\n\r\n-ERR syntax error/,
  )
})

t.test('QUIT answers what was asked before and closes', async (t) => {
  const wire = await startTestWire(t)
  const client = await wire.connect(KEY)
  client.send('TEST.LATER a\r\nQUIT\r\nPING\r\n')
  await wire.arrival('a')
  wire.release('a')
  t.equal(await client.rest(), '$1\r\na\r\n+OK\r\n')
})
