import { Button } from '@mantine/core'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useLocation } from 'wouter'
import { endTour, goToStep, useTour } from '#renderer/state/tour.ts'
import { placeBeside } from './place.ts'
import { stepsAround } from './steps.ts'
import type { Step } from './steps.ts'
import { useTarget } from './use-target.ts'
import styles from './tour.module.css'

/** A few quiet words beside real things, one after the other; nothing is kept from being used meanwhile. */
export function Tour() {
  const { at, delivery } = useTour()
  const steps = stepsAround(delivery)
  const step = at === null ? undefined : steps[at]
  return step && at !== null ? <Card step={step} at={at} of={steps.length} /> : null
}

function Card({ step, at, of }: { step: Step; at: number; of: number }) {
  const [path, go] = useLocation()
  const { box, window: size } = useTarget(step.targets)
  const card = useRef<HTMLDivElement>(null)
  const next = useRef<HTMLButtonElement>(null)
  const before = useRef<Element | null>(null)
  const [own, setOwn] = useState({ width: 0, height: 0 })
  const isThere = box !== null

  useEffect(() => {
    before.current = document.activeElement
    return () => {
      const back = before.current instanceof HTMLElement && before.current.isConnected && before.current !== document.body ? before.current : document.getElementById('room')
      back?.focus()
    }
  }, [])
  // Once for each step: the reader may look elsewhere meanwhile.
  const went = useRef<Step | null>(null)
  useEffect(() => {
    if (went.current?.title === step.title) return
    went.current = step
    if (step.path !== null && path !== step.path) go(step.path)
  }, [step, path, go])
  // A room that opens takes the focus: it comes back once what is pointed at is there.
  useEffect(() => next.current?.focus(), [step.title, isThere])
  useLayoutEffect(() => {
    const rect = card.current?.getBoundingClientRect()
    if (rect) setOwn({ width: rect.width, height: rect.height })
  }, [step.title, size.width])

  const last = at === of - 1
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    endTour()
  }
  return (
    <>
      {box && <div className={styles.ring} style={{ left: box.left, top: box.top, width: box.width, height: box.height }} aria-hidden />}
      <div ref={card} className={styles.card} style={placeBeside(box, own, size)} role="dialog" aria-labelledby="tour-title" aria-describedby="tour-text" onKeyDown={pressed}>
        <h2 id="tour-title">{step.title}</h2>
        <p id="tour-text">{step.text}</p>
        <div className={styles.foot}>
          <span className="muted">
            {at + 1} of {of}
          </span>
          {!last && (
            <Button variant="subtle" color="gray" onClick={endTour}>
              End the tour
            </Button>
          )}
          {at > 0 && <Button onClick={() => goToStep(at - 1)}>Back</Button>}
          <Button ref={next} variant="filled" onClick={() => (last ? endTour() : goToStep(at + 1))}>
            {last ? 'Done' : 'Next'}
          </Button>
        </div>
      </div>
    </>
  )
}
