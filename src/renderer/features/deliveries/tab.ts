/** What of a delivery is looked at; its key is its place, from 1. */
export const TABS = { envelope: 'Envelope', signature: 'Signature', response: 'Response', received: 'Received', history: 'History' } as const
export type Tab = keyof typeof TABS
