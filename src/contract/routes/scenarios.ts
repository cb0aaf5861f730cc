/** Scenarios: what happened as steps that can be played again, anywhere. */
import { z } from 'zod'
import { FileFault } from '../provider-file.ts'
import { ok, route } from '../route.ts'
import { Recording, RecordingRequest, ScenarioReport, ScenarioText } from '../scenario.ts'

export const scenarios = {
  recordScenario: route({ method: 'POST', path: '/scenarios/record', summary: 'Make a scenario of deliveries as they went', body: RecordingRequest, ok: ok(Recording), problems: ['not_found', 'conflict'] }),
  checkScenario: route({ method: 'POST', path: '/scenarios/check', summary: 'What is wrong with the text of a scenario', body: ScenarioText, ok: ok(z.object({ faults: z.array(FileFault) })) }),
  playScenario: route({
    method: 'POST',
    path: '/scenarios/play',
    summary: 'Play a scenario on a workspace of its own, which is gone afterwards; answered when all is played, given up when the caller goes',
    body: ScenarioText,
    ok: ok(ScenarioReport),
  }),
} as const
