/** What an inbox is to answer, as values of flags. */
import type { Answer } from '#contract/answer.ts'
import { parseAnswers } from '#contract/answer-text.ts'
import { parseRule, type Rule } from '#contract/rule.ts'
import { TextError } from '#contract/text-reader.ts'
import { InvalidArgumentError } from 'commander'

/** `503 x2 | hang | 200`: what an inbox answers in turn; the last one stays. */
export const answers = (text: string): Answer[] => inWords(() => parseAnswers(text))

/** `POST path "/a/*": 503 | 200`: one more rule. */
export const rule = (text: string, before: Rule[] | undefined): Rule[] => inWords(() => [...(before ?? []), parseRule(text)])

function inWords<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (error instanceof TextError) throw new InvalidArgumentError(error.message)
    throw error
  }
}
