/**
 * Every bound of the system, each with its reason. Nothing here depends on a machine or a configuration.
 *
 * Units are last in the name. A bound that a schema states too is the same number there; a test holds that.
 * What may be configured has its default here, and its range where it has one.
 */
export const limits = Object.freeze({
  /** A Job's JSON. Larger content belongs in a blob: every envelope is read, stored and sent whole. */
  envelopeBytes: 1_048_576,
  /** Nesting of any JSON we read. The envelope needs 5; the rest is for the inputs of Actions. Far below any stack. */
  jsonDepth: 32,
  /** A name in any JSON object we read. V8 hashes very long strings by their length alone: a table of them is quadratic. */
  nameBytes: 1024,
  /** Names in one JSON object. No honest one has more; each costs a microsecond, and a server has one thread. */
  objectNames: 1_000,
  /** Ids are keys of indexes, parts of channel names and of file names. */
  idLength: 64,
  /** plan_description: a paragraph for people. */
  descriptionLength: 1024,
  /** Tasks of a Job: one worker runs them all, and a status shows them all. */
  tasks: 100,
  /** Arguments of a Task. */
  args: 100,
  /** Characters (not bytes, for all its name) of one argument, and of one value in env. Linux takes 131,072 bytes for one. */
  argLength: 65_536,
  /** Characters of a command: longer than any sane path, shorter than PATH_MAX. */
  commandLength: 256,
  /** Variables in one env. */
  envEntries: 100,
  /** Labels of a Job, and tags it requires: each is looked at for every match. */
  labels: 64,
  tags: 100,
  /** Seconds a Task may run. A worker's slot must come free within the hour; longer work is several Tasks. */
  timeoutSecs: Object.freeze({ min: 1, max: 3600, default: 300 }),
  /** An Action's JSON: ten thousand inputs of 1.6 KiB. It is one bulk on the wire. */
  actionBytes: 16_777_216,
  /** Jobs made by one Action, all or nothing: one transaction must stay short enough for everybody else. */
  actionInputs: 10_000,
  /** Envelopes that one Action may store: it is one transaction, and one thread holds all of it for a moment. */
  actionStoredBytes: 67_108_864,
  /** Inputs and outputs up to here live in the database; above, in a file named by its hash. */
  inlineBytes: 16_384,
  /** What a status shows of a stream. */
  previewBytes: 4_096,
  /** A Job report: a hundred Tasks with two inline streams each, as base64, is 4.4 MiB. */
  reportBytes: 8_388_608,
  /** One argument on the wire once the caller is known. */
  bulkBytes: 16_777_216,
  /** One command on the wire, all arguments together. */
  frameBytes: 33_554_432,
  /** Arguments of one command. */
  frameArgs: 1_024,
  /**
   * Bytes of one connection's requests that are being answered and of their replies, those still awaited counted with
   * the most they may have. Above, no further request is taken from it: it waits, nobody else does. Two of the largest
   * bulks, so that one travels while the next is fetched; a last command may come on top.
   */
  underwayBytes: 33_554_432,
  /** Before AUTH a caller is a stranger: a key and a name fit in this, an attack does not. */
  preAuthBulkBytes: 4_096,
  preAuthArgs: 16,
  /** A line typed by hand. The parser's time grows with it, so it stays short. */
  inlineCommandBytes: 65_536,
  /** One piece of a blob: small enough to share the connection, large enough to be fast. */
  blobChunkBytes: 1_048_576,
  /** Bytes kept of one stream of one Task when the Task does not say: half of them its first, half its last. */
  outputBytes: 268_435_456,
  /** A worker's sign of life. Below 100 ms beats cost more than Jobs; above a minute nobody notices a death. */
  heartbeatIntervalMs: Object.freeze({ min: 100, max: 60_000, default: 5_000 }),
  /** A lease lasts this many heartbeat intervals: one beat may be lost, two may not. */
  leaseHeartbeats: 2,
  /** The lease at the default interval. */
  leaseMs: 10_000,
  /** Rows in one page of a list: a reply that fits a screen by default, and never holds up the others for long. */
  listLimit: Object.freeze({ min: 1, max: 1_000, default: 100 }),
  /**
   * What one step of priority is worth: a Job goes before all that are one step more urgent and became ready so much
   * later. Long, for urgent means urgent; finite, for the least urgent Job must not starve.
   */
  agingMsPerPriority: 1_800_000,
  /** A queue's share where several wait. */
  queueWeight: Object.freeze({ min: 1, max: 100, default: 1 }),
  /** Jobs that one queue may be told to let wait. */
  queueMaxWaiting: 1_000_000_000,
  /** Ten years: longer than any Job waits with meaning. */
  queueTtlSecs: 315_360_000,
  /** What a page of a list comes to: a thousand rows of a KiB. Room that is kept while one is awaited. */
  listBytes: 1_048_576,
  /** Commands that one worker may offer: /usr/bin of a full desktop has about 4,000. */
  workerTools: 20_000,
  /** Rules of one worker (agw --allow), characters of one, and of all: they are part of its registration. */
  allowRules: 1_000,
  allowRuleLength: 1_024,
  allowRulesBytes: 131_072,
  /** Patterns of agw --allow-env. */
  allowEnv: 100,
  /** A registration's JSON: 20,000 names of 50 characters. */
  registrationBytes: 1_048_576,
  /** A heartbeat's JSON, or a progress report's: thousands of leases. */
  heartbeatBytes: 1_048_576,
  /** A retention policy's JSON: a hundred rules. */
  retentionBytes: 1_048_576,
  /** Open connections of one server. */
  clients: 10_000,
  /** Problems that one reading lists: more help nobody. */
  problems: 100,
  /** Values in a document up to which all its problems are looked for: a full Job has 10,600 or so. */
  problemSearchValues: 16_000,
} as const)
