/** What of an attempt is looked at. */
export type Tab = 'envelope' | 'signature' | 'response'
