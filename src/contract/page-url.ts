import type { Ready } from './ready.ts'

/** The page with the token in its fragment, which no server, log or referrer sees. */
export const pageUrl = (ready: Pick<Ready, 'control' | 'token'>): string => `${ready.control}/#token=${encodeURIComponent(ready.token)}`
