import { parentPort } from 'node:worker_threads';
import type { MailData, MailTemplates, RenderOutcome } from './mail-data.ts';
import { renderLiquid } from './render-liquid.ts';

export interface ThreadRequest {
  id: number;
  templates: MailTemplates;
  data: MailData[];
}

/** The first message says that the thread is there: until then nobody's time is counted. */
export type ThreadAnswer = 'ready' | { id: number; outcomes: RenderOutcome[] };

function renderOne(templates: MailTemplates, data: MailData): RenderOutcome {
  try {
    return { kind: 'rendered', mail: renderLiquid(templates, data) };
  } catch (error) {
    return { kind: 'failed', problem: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', ({ id, templates, data }: ThreadRequest) => {
  const outcomes = data.map((one) => renderOne(templates, one));
  parentPort?.postMessage({ id, outcomes } satisfies ThreadAnswer);
});
parentPort?.postMessage('ready' satisfies ThreadAnswer);
