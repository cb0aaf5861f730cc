/** A thing on the page that is pointed at, and what is said of it. */
export interface Step {
  readonly title: string
  readonly text: string
  /** Where in the page it is; null: wherever the reader is. */
  readonly path: string | null
  /** Selectors of what is pointed at: the first that is on screen. With none the card stands alone. */
  readonly targets: readonly string[]
}

/** What a newcomer needs to know of the page, around a delivery if there is one. */
export function stepsAround(delivery: string | null): readonly Step[] {
  return [
    {
      title: 'What was sent',
      text: 'Every delivery with what became of it, newest first. New ones appear by themselves.',
      path: '/deliveries',
      targets: [delivery ? `#delivery-${delivery}` : '', '[role="grid"]', 'a[href="/deliveries"]'].filter(Boolean),
    },
    ...(delivery === null
      ? []
      : [
          {
            title: 'Its attempts',
            text: 'Each call on a time axis: when it was sent, how long the answer took, and when the next ones are due until it is given up.',
            path: `/deliveries/${delivery}`,
            targets: ['[aria-label="Attempts in time"]'],
          },
          {
            title: 'What was said',
            text: 'The message taken apart, its signature step by step, what the receiver answered, and the request as our inbox received it.',
            path: `/deliveries/${delivery}`,
            targets: ['main [role="tablist"]'],
          },
          {
            title: 'Mend, and send again',
            text: 'Replay makes a new delivery that is linked to this one. The key is r; e lets you change the request first.',
            path: `/deliveries/${delivery}`,
            targets: ['[data-tour="replay"]'],
          },
        ]),
    {
      title: 'A receiver without code',
      text: 'An inbox keeps each request byte for byte, verifies it, and answers as told: 200, 503, nothing at all. Let that of the demo answer 200, and the next attempt gets through.',
      path: null,
      targets: ['nav a[href="/inboxes"]'],
    },
    {
      title: 'Any event, when you want it',
      text: 'Trigger shows who would get an event and the exact request, before you fire it.',
      path: null,
      targets: ['nav a[href="/trigger"]'],
    },
    {
      title: 'Time is yours',
      text: 'Switch the clock to virtual: it stands still until you move it, and seven days of retries pass in a moment.',
      path: null,
      targets: ['footer [aria-label="Clock"]'],
    },
    {
      title: 'Everything by name',
      text: 'All that can be done here is found in the commands, with its key: this tour again, and the removal of the demo, too.',
      path: null,
      targets: ['[data-tour="commands"]'],
    },
  ]
}
