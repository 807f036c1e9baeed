/**
 * What a shell would do and AGEniX does not, with the words for it: operators, expansions, reserved words,
 * built-ins. Data only. Every entry says what to write instead, because a bare refusal helps nobody.
 */

/** What a construct is and what to write in its place. */
export interface Refusal {
  readonly what: string
  readonly advice: string
}

const toShell = "Where a shell is really wanted, make it a task: sh -c '…'"

/** Operators, longest first, so that the first that fits is the right one. */
export const operators: readonly (readonly [string, Refusal])[] = [
  ['<<<', refuse('`<<<` gives a command a text', "Write printf '%s\\n' TEXT | … as the first task.")],
  [
    '<<',
    refuse(
      '`<<` (a here-document) gives a command a text',
      "Write printf '%s\\n' TEXT | … as the first task, or pipe the text into agx.",
    ),
  ],
  ['<(', refuse('`<(` (process substitution) needs a shell', toShell)],
  [
    '>(',
    refuse(
      '`>(` (process substitution) needs a shell',
      "Write tee FILE as a task, or hand it to a shell: sh -c '…'",
    ),
  ],
  [
    '>>',
    refuse(
      '`>>` appends to a file',
      "Append agx's own output instead: agx run '…' >> FILE. Or end with: tee -a FILE",
    ),
  ],
  [
    '>&',
    refuse('`>&` joins streams', 'Standard error is always kept, beside standard output: agx job stderr ID'),
  ],
  [
    '>',
    refuse(
      '`>` writes to a file',
      "Redirect agx's own output instead: agx run '…' > FILE. Or end with: tee FILE",
    ),
  ],
  [
    '<',
    refuse(
      '`<` reads from a file',
      "Begin with cat FILE | …, or redirect agx's own input: agx run '…' < FILE",
    ),
  ],
  [
    '&&',
    refuse(
      '`&&` runs a command after another',
      'A Job stops at the first task that fails, so run two Jobs: agx run A && agx run B',
    ),
  ],
  [
    '||',
    refuse(
      '`||` runs a command when another fails',
      `Run two Jobs: agx run A || agx run B. For a pipe write a single |`,
    ),
  ],
  [
    '|&',
    refuse('`|&` pipes standard error too', 'Write |. Standard error is kept beside it: agx job stderr ID'),
  ],
  ['&>', refuse('`&>` writes to a file', "Redirect agx's own output instead: agx run '…' > FILE")],
  [
    '&',
    refuse(
      '`&` runs a command in the background',
      'Submitting without waiting does that: agx submit FILE. To write the character itself, quote it.',
    ),
  ],
  [
    ';',
    refuse(
      '`;` runs commands one after the other',
      'Run one Job each: agx run A; agx run B. To write the character itself, quote it.',
    ),
  ],
  ['(', refuse('`(` opens a subshell', `To write the character itself, quote it. ${toShell}`)],
  [')', refuse('`)` closes a subshell', 'To write the character itself, quote it.')],
]

/** A stream's number right before `>` or `<`. */
export const numberedRedirection = refuse(
  'a redirection of a stream by its number',
  'Both streams of every task are kept: agx job stdout ID --task N, agx job stderr ID --task N',
)

export const expansions = {
  newline: refuse(
    'a line break',
    'A pipeline is one line. Join the lines, or end a line with \\ to go on in the next.',
  ),
  command: refuse(
    '`$(…)` and backticks put the output of a command in place',
    'Let your own shell do it, with double quotes around the pipeline, or make it a task of its own and pipe it: … | xargs COMMAND',
  ),
  variable: refuse(
    '`$` puts a variable in place',
    "Let your own shell do it, with double quotes around the pipeline; to write the character itself, put it in single quotes: '$x', or write \\$",
  ),
  quoting: refuse(
    '`$\'…\'` and `$"…"` are quotes of bash',
    'Write the characters themselves, in single quotes.',
  ),
  glob: refuse(
    'an unquoted `*`, `?` or `[` would be replaced by file names',
    "Quote it where the command should see it ('*.log'); for files let find or your own shell list them: find . -name '*.log' | xargs COMMAND",
  ),
  tilde: refuse('`~` would be replaced by a home directory', 'Write the directory out, or quote the `~`.'),
  brace: refuse('`{a,b}` would be several words', 'Write the words out, or quote the braces.'),
  comment: refuse('`#` begins a comment', "Leave the comment away, or quote it: '#'"),
  assignment: refuse(
    '`NAME=value` before a command sets a variable for it',
    'Let env do it: env NAME=value COMMAND',
  ),
} as const

/** Words that are syntax where a command is expected, unless they are quoted. */
export const reservedWords: ReadonlyMap<string, Refusal> = new Map([
  ...[
    'if',
    'then',
    'else',
    'elif',
    'fi',
    'for',
    'while',
    'until',
    'do',
    'done',
    'case',
    'esac',
    'select',
    'function',
    'coproc',
    '{',
    '}',
    '[[',
  ].map((word) => [word, refuse(`\`${word}\` is syntax of a shell, not a command`, toShell)] as const),
  [
    '!',
    refuse(
      '`!` turns an exit code around',
      "Write sh -c '! COMMAND', or say which exit codes are fine in the envelope: ok_exit_codes",
    ),
  ],
  ['time', refuse('`time` is syntax of a shell', 'Leave it away: agx run reports the time of every task.')],
])

const builtInAdvice: ReadonlyMap<string, string> = new Map([
  ['cd', 'Say where to run with --cwd DIR.'],
  ['pushd', 'Say where to run with --cwd DIR.'],
  ['popd', 'Say where to run with --cwd DIR.'],
  ['export', 'Set it for one task with env NAME=value COMMAND, or for the whole Job in the envelope: "env".'],
  ['set', 'Set variables with env NAME=value COMMAND.'],
  ['unset', 'Leave a variable out with env -u NAME COMMAND.'],
  ['source', 'Hand the script to its shell: sh FILE'],
  ['.', 'Hand the script to its shell: sh FILE'],
  ['exec', 'Leave it away: every task is executed directly.'],
  ['command', 'Leave it away: every task is executed directly.'],
  ['builtin', 'Leave it away: every task is executed directly.'],
  ['exit', "The last task decides the exit code; sh -c 'exit 3' is a task with one of your choice."],
  ['wait', 'Tasks are waited for by themselves.'],
])

const builtIns =
  'cd pushd popd dirs export set unset source . exec command builtin exit wait alias unalias eval declare typeset local readonly return shift trap umask ulimit jobs fg bg disown hash type enable let getopts history shopt bind times break continue read mapfile readarray logout suspend caller complete compgen compopt :'

/** Commands that exist only inside a shell and change that shell: as a task they would do nothing. */
export const shellBuiltIns: ReadonlyMap<string, Refusal> = new Map(
  builtIns
    .split(' ')
    .map((name) => [
      name,
      refuse(`\`${name}\` is a command inside a shell, and no program`, builtInAdvice.get(name) ?? toShell),
    ]),
)

function refuse(what: string, advice: string): Refusal {
  return { what, advice }
}
