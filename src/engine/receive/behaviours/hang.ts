import type { Behave } from './behave.ts'

/** Takes the request and says nothing, for as long as the client stays. */
export const hang: Behave<'hang'> = (_, wire) => wire.patience()
