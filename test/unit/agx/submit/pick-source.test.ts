/** What is a file and what is a pipeline. */
import { join } from 'node:path'
import t from 'tap'
import { sourceKind } from '../../../../agx/dist/submit/pick-source.js'

t.test('files and pipelines', async (t) => {
  const directory = t.testdir({
    'job.json': 'whatever',
    envelope: '\n {"tasks":[]}',
    script: '#!/bin/sh\n',
    folder: {},
  })
  const at = (name: string): string => sourceKind(join(directory, name))
  t.equal(at('job.json'), 'file')
  t.equal(at('envelope'), 'file')
  t.equal(at('script'), 'pipeline', 'a program is run')
  t.equal(at('folder'), 'directory')
  t.equal(sourceKind('missing.json'), 'file', 'a missing file is not a command')
  t.equal(sourceKind('cat missing.json'), 'pipeline')
  t.equal(sourceKind('-'), 'file')
  t.equal(sourceKind('ls'), 'pipeline')
  t.equal(sourceKind('a\0b'), 'pipeline')
})
