import { serveTasks } from '../../platform/threads/serve-tasks.server.ts';
import type { MailData, MailTemplates, RenderOutcome } from './mail-data.ts';
import { renderLiquid } from './render-liquid.ts';

/** One mail, for many people. */
export interface RenderTask {
  templates: MailTemplates;
  data: MailData[];
}

function renderOne(templates: MailTemplates, data: MailData): RenderOutcome {
  try {
    return { kind: 'rendered', mail: renderLiquid(templates, data) };
  } catch (error) {
    return { kind: 'failed', problem: error instanceof Error ? error.message : String(error) };
  }
}

serveTasks(({ templates, data }: RenderTask) => data.map((one) => renderOne(templates, one)));
