import type { Explanation } from '#contract/explanation.ts'
import { renderBodyDiff } from './diff-view.ts'
import type { Terminal } from './terminal.ts'
import { visible } from './text.ts'

/** Why a signature holds or not, and for one that an inbox received with another secret how it takes that over: each mistake with what to do, then the bytes that were signed (-) beside those that came (+). */
export function renderExplanation({ verdict, summary, mistakes, body, tried, looked, complete, secret }: Explanation, { paint }: Pick<Terminal, 'paint'>, inbox?: string): string {
  const named = mistakes.flatMap(({ title, advice }) => [`${paint('bad', '!')} ${paint('strong', visible(title))}`, `  ${visible(advice)}`])
  const effort =
    tried === 0 || mistakes.length > 0
      ? []
      : [`${tried} ways of signing were tried${complete ? '' : '; the body is too large for all of them'}. Each alone and then two together:`, ...looked.map((what) => `  ${what}`)].map((line) => paint('quiet', line))
  const bytes = body && body.mark !== 'same' ? [paint('quiet', 'What was signed (-) and what came (+):'), ...renderBodyDiff(body, paint)] : []
  const update = inbox !== undefined && secret?.registration ? [`  To verify with ${visible(secret.title)}: hookwright inbox set ${inbox} --secret-of ${secret.registration}`] : []
  return [...(named.length > 0 ? named : [...(verdict ? [visible(verdict.summary)] : []), ...(verdict?.ok && inbox === undefined ? [] : [visible(summary)])]), ...update, ...effort, ...bytes].join('\n')
}
