/** Every behaviour under the name of its definition in `contract/answer.ts`: one that is missing does not compile. */
import type { Behaviour } from '#contract/answer.ts'
import { answer } from './answer.ts'
import type { Behave } from './behave.ts'
import { bomb } from './bomb.ts'
import { close } from './close.ts'
import { contradict } from './contradict.ts'
import { drip } from './drip.ts'
import { endless } from './endless.ts'
import { forward } from './forward.ts'
import { garbage } from './garbage.ts'
import { gzip } from './gzip.ts'
import { halfClose } from './half-close.ts'
import { hang } from './hang.ts'
import { hold } from './hold.ts'
import { hugeHeaders } from './huge-headers.ts'
import { redirect } from './redirect.ts'
import { reset } from './reset.ts'
import { wrongLength } from './wrong-length.ts'

export const BEHAVE: { readonly [B in Behaviour]: Behave<B> } = {
  answer, bomb, close, contradict, drip, endless, forward, garbage, gzip, 'half-close': halfClose, hang, hold, 'huge-headers': hugeHeaders, redirect, reset, 'wrong-length': wrongLength,
}
