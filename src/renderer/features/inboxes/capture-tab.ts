/** What of a capture is looked at. */
export type CaptureTab = 'request' | 'verdict' | 'answer'
