import { outgoing } from '../respond.ts'
import type { Behave } from './behave.ts'

/** Sends the client elsewhere. Nothing is fetched from there by us. */
export const redirect: Behave<'redirect'> = ({ status, to }, wire) => wire.answer(outgoing({ status, headers: [['Location', to]] }))
