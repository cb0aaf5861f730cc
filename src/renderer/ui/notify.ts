import { notifications } from '@mantine/notifications'
import { createElement } from 'react'
import type { ReactNode } from 'react'
import { problemText } from './problem-line.tsx'
import { WireText } from './wire-text.tsx'

const CLOSE = { 'aria-label': 'Close this message' } as const

/** Said in passing, for what has no place of its own on screen. */
export const notifyDone = (message: ReactNode): void => void notifications.show({ message, closeButtonProps: CLOSE, color: 'accent', autoClose: 3500, withBorder: true, role: 'status' })

/** Nothing has failed, but there is something to do. */
export const notifyWarning = (message: ReactNode): void =>
  void notifications.show({ message, closeButtonProps: CLOSE, color: 'yellow', autoClose: 9000, withBorder: true, role: 'alert' })

export const notifyProblem = (error: unknown): void =>
  void notifications.show({ message: createElement(WireText, { text: problemText(error) }), closeButtonProps: CLOSE, color: 'red', autoClose: 9000, withBorder: true, role: 'alert' })
