import { Button } from '@mantine/core'
import { CirclePlay, FileDown, FileUp, ListChecks, PenLine, Square, Timer, Video, X } from 'lucide-react'
import { useState } from 'react'
import { useCommands } from '#renderer/state/commands.ts'
import { beginRecording, changeScenario, closeScenario, endRecording, openScenario, recordScenario, useScenario } from '#renderer/state/scenario.ts'
import { useStore } from '#renderer/state/store.ts'
import { chooseFile } from '#renderer/state/choose-file.ts'
import { useAction } from '#renderer/state/use-action.ts'
import { serverNow } from '#renderer/state/clock.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { notifyProblem } from '#renderer/ui/notify.ts'
import { Pane } from '#renderer/ui/pane.tsx'
import { ProblemLine } from '#renderer/ui/problem-line.tsx'
import { saveText } from '#renderer/ui/save-file.ts'
import { SecondClick } from '#renderer/ui/second-click.tsx'
import { Split, useNarrow } from '#renderer/ui/split.tsx'
import { Wait } from '#renderer/ui/wait.tsx'
import { Report } from './report.tsx'
import { TEMPLATE, variablesIn } from './template.ts'
import { TextPane } from './text-pane.tsx'
import { usePlay } from './use-play.ts'
import { Variables } from './variables.tsx'
import styles from './scenarios.module.css'

const TEN_MINUTES_MS = 600_000
const openFile = (file: File): void => void file.text().then((text) => openScenario(text), notifyProblem)

/** A bug as a file that others can run: made of what happened, or written, and played beside the workspace. */
export function Scenarios() {
  const { text } = useScenario((state) => state.open)
  return text === '' ? <Nothing /> : <Opened />
}

function Nothing() {
  const recordingAfter = useScenario((state) => state.recordingAfter)
  const begin = useAction(beginRecording)
  const end = useAction(endRecording)
  const lately = useAction((client) => recordScenario(client, { from: new Date(serverNow() - TEN_MINUTES_MS).toISOString() }))
  const recording = recordingAfter !== undefined
  const error = begin.error ?? end.error ?? lately.error
  return (
    <Pane label="No scenario is open" title="Scenarios">
      <EmptyState
        icon={ListChecks}
        title="A bug as a file that others can run"
        actions={
          <>
            {recording ? (
              <Button variant="filled" leftSection={<Square size={13} aria-hidden />} loading={end.busy} onClick={() => void end.run()}>
                Stop, and make the scenario
              </Button>
            ) : (
              <Button variant="filled" leftSection={<Video size={13} aria-hidden />} loading={begin.busy} onClick={() => void begin.run()}>
                Record from now on
              </Button>
            )}
            <Button leftSection={<Timer size={13} aria-hidden />} loading={lately.busy} onClick={() => void lately.run()}>
              The last ten minutes
            </Button>
            <Button leftSection={<FileUp size={13} aria-hidden />} onClick={() => chooseFile(openFile)}>
              Open a file
            </Button>
            <Button leftSection={<PenLine size={13} aria-hidden />} onClick={() => openScenario(TEMPLATE)}>
              Write one
            </Button>
          </>
        }
      >
        <p>
          {recording
            ? 'It is being recorded: fire, advance, replay. What is delivered from here on becomes steps, with what must come of them.'
            : 'What was raised, the time between, what the inboxes answered and what came of it become steps. Played here or with hookwright run, on a workspace of its own, it says what comes out otherwise.'}
        </p>
      </EmptyState>
      {error !== null && (
        <div className={styles.problem}>
          <ProblemLine error={error} />
        </div>
      )}
    </Pane>
  )
}

function Opened() {
  const { text, leftOut, variables } = useScenario((state) => state.open)
  const connected = useStore((state) => state.connection.phase === 'open')
  const narrow = useNarrow()
  const play = usePlay()
  const [goTo, setGoTo] = useState<{ line: number; column: number } | null>(null)
  const names = variablesIn(text)
  const missing = names.filter((name) => (variables[name] ?? '') === '')
  const given = Object.fromEntries(names.flatMap((name) => (variables[name] ? [[name, variables[name]]] : [])))
  const start = (): void => void (missing.length === 0 && play.start(text, given))
  const save = (): void => saveText(text, `${/^name:\s*["']?(.{1,60})/m.exec(text)?.[1]?.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '').toLowerCase() || 'scenario'}.yaml`)
  useCommands([
    { id: 'play-scenario', title: 'Play the scenario', group: 'Scenario', keys: ['mod+enter'], icon: CirclePlay, run: start },
    { id: 'save-scenario', title: 'Save the scenario as a file', group: 'Scenario', icon: FileDown, run: save },
  ])
  const result = (
    <Pane
      padded
      label="Playing the scenario"
      head={<h2 className={styles.title}>Play</h2>}
      actions={
        play.playing ? (
          <Button leftSection={<Square size={13} aria-hidden />} onClick={play.stop}>
            Stop
          </Button>
        ) : (
          <Button variant="filled" leftSection={<CirclePlay size={13} aria-hidden />} disabled={missing.length > 0 || !connected} onClick={start}>
            Play
          </Button>
        )
      }
    >
      {leftOut.map((sentence, at) => (
        <ProblemLine key={at} tone="warn">
          {sentence}
        </ProblemLine>
      ))}
      {names.length > 0 && <Variables names={names} values={variables} />}
      {play.error !== null && <ProblemLine error={play.error} onRetry={start} />}
      {play.playing && <Wait what="It is being played, on a workspace of its own" />}
      {play.report && <Report report={play.report} onLine={(line) => setGoTo({ line, column: 1 })} />}
      {!play.playing && !play.report && play.error === null && (
        <p className={styles.lead}>{missing.length > 0 ? `Give ${missing.join(', ')} first.` : 'It is played on a workspace of its own, on free ports, and nothing of this one is touched. A receiver that it names gets real requests.'}</p>
      )}
    </Pane>
  )
  const editor = (
    <TextPane
      text={text}
      variables={given}
      goTo={goTo}
      onChange={(next) => changeScenario({ text: next === '' ? ' ' : next })}
      actions={
        <>
          <SecondClick leftSection={<X size={13} aria-hidden />} confirm="Close without saving" onConfirm={closeScenario}>
            Close
          </SecondClick>
          <Button leftSection={<FileDown size={13} aria-hidden />} onClick={save}>
            Save as a file
          </Button>
        </>
      }
    />
  )
  // On a narrow window one is below the other: both are needed at once.
  return narrow ? (
    <div className={styles.stack}>
      {result}
      {editor}
    </div>
  ) : (
    <Split id="scenarios" narrow={false} list={editor} detail={result} />
  )
}
