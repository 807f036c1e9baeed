/** The caret stands under the trouble, in long lines and after wide leaders too. */
import t from 'tap'
import { explainPipelineError, PipelineError } from '../../../../agx/dist/pipeline/pipeline-error.js'

t.test('the caret marks the place', async (t) => {
  const error = new PipelineError('sort a > b', { at: 7, width: 1 }, 'what', 'advice')
  t.equal(explainPipelineError(error), 'column 8: what\n  sort a > b\n         ^\nadvice')
})

t.test('a long line is cut around the place', async (t) => {
  const line = `${'a '.repeat(200)}> b`
  const text = explainPipelineError(new PipelineError(line, { at: 400, width: 1 }, 'what', 'advice'))
  const [, shown = '', caret = ''] = text.split('\n')
  t.ok(shown.length < 110)
  t.equal(shown[caret.indexOf('^')], '>')
})

t.test('a later line of the text is shown alone', async (t) => {
  const error = new PipelineError("a 'x\ny' > b", { at: 8, width: 1 }, 'what', 'advice')
  t.equal(error.column, 4)
  t.match(explainPipelineError(error), /\n {2}y' > b\n {5}\^\n/)
})
