import { startKillable, type Outcome } from '~/platform/threads/killable-thread.server';
import type { RenderTask } from './liquid-thread.server';
import type { MailData, MailTemplates, RenderOutcome } from './mail-data';

export interface MailRenderer {
  /** Renders one mail for many people; outcomes stand in the order of `data`. A template that runs wild fails, and takes nobody along. */
  render(templates: MailTemplates, data: MailData[]): Promise<RenderOutcome[]>;
  close(): Promise<void>;
}

export interface RendererLimits {
  /** Milliseconds a batch may take before its thread is killed, and what each of its mails adds. */
  baseTimeoutMs: number;
  timeoutPerMailMs: number;
  heapMb: number;
}
const LIMITS: RendererLimits = { baseTimeoutMs: 3_000, timeoutPerMailMs: 250, heapMb: 256 };

/** From source Node runs the thread's TypeScript as it is; a build has it as a file beside the worker's. */
const file = import.meta.url.endsWith('.ts')
  ? new URL('./liquid-thread.server.ts', import.meta.url)
  : new URL('../worker/liquid-thread.js', import.meta.url);

/** Renders in a thread that can be killed: LiquidJS's limits are cooperative. */
export function createMailRenderer({ baseTimeoutMs, timeoutPerMailMs, heapMb }: RendererLimits = LIMITS): MailRenderer {
  const timeoutMs = ({ data }: RenderTask): number => baseTimeoutMs + timeoutPerMailMs * data.length;
  const thread = startKillable<RenderTask, RenderOutcome[]>({ file, heapMb, timeoutMs });
  return {
    async render(templates, data) {
      const outcome = await thread.ask({ templates, data });
      return outcome.kind === 'answered' ? outcome.answer : data.map(() => failed(outcome.why));
    },
    close: () => thread.close(),
  };
}

type Why = Extract<Outcome<unknown>, { kind: 'lost' }>['why'];

const PROBLEMS: Readonly<Record<Why, string>> = {
  'too-long': 'the template took too long and was stopped',
  ended: 'the rendering thread ended, as it does where a template needs more memory than there is for it',
  closed: 'the renderer was closed',
};

const failed = (why: Why): RenderOutcome => ({ kind: 'failed', problem: PROBLEMS[why] });
