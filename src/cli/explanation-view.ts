import type { Explanation } from '#contract/explanation.ts'
import { renderBodyDiff } from './diff-view.ts'
import type { Terminal } from './terminal.ts'
import { visible } from './text.ts'

/** Why a signature holds or not: each mistake with what to do, then the bytes that were signed (-) beside those that came (+). */
export function renderExplanation({ verdict, summary, mistakes, body, tried, looked, complete }: Explanation, { paint }: Pick<Terminal, 'paint'>): string {
  const named = mistakes.flatMap(({ title, advice }) => [`${paint('bad', '!')} ${paint('strong', visible(title))}`, `  ${visible(advice)}`])
  const effort =
    tried === 0 || mistakes.length > 0
      ? []
      : [`${tried} ways of signing were tried${complete ? '' : '; the body is too large for all of them'}. Each alone and then two together:`, ...looked.map((what) => `  ${what}`)].map((line) => paint('quiet', line))
  const bytes = body && body.mark !== 'same' ? [paint('quiet', 'What was signed (-) and what came (+):'), ...renderBodyDiff(body, paint)] : []
  return [...(named.length > 0 ? named : [...(verdict ? [visible(verdict.summary)] : []), ...(verdict?.ok ? [] : [visible(summary)])]), ...effort, ...bytes].join('\n')
}
