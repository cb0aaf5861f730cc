import { outgoing } from '../respond.ts'
import type { Behave } from './behave.ts'

/** A status, headers and a body. */
export const answer: Behave<'answer'> = (given, wire) => wire.answer(outgoing(given))
