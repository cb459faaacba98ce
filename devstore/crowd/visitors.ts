import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { VisitOrder, VisitOutcome } from './make-visit';

/** Who makes visits. */
export interface Visitors {
  /** Resolves when the visit is over; never rejects. */
  visit(order: VisitOrder): Promise<VisitOutcome>;
  stop(): void;
}

const inProject = (file: string) => new URL(`../../${file}`, import.meta.url);

/** Visits made by another process, which ends with this one, however that ends. Should it end by itself, what was under way has failed. */
export function startVisitors(): Visitors {
  const waiting = new Map<number, (outcome: VisitOutcome) => void>();
  let last = 0;
  let child: ChildProcess | undefined;

  const start = (): ChildProcess => {
    const endWithParent = inProject('setup/end-with-parent.mjs').href;
    const file = fileURLToPath(inProject('devstore/crowd/visit-process.ts'));
    const started = spawn(process.execPath, ['--import', endWithParent, '--import', 'tsx', file], {
      cwd: fileURLToPath(inProject('.')),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    started.on('message', ({ id, outcome }: { id: number; outcome: VisitOutcome }) => {
      waiting.get(id)?.(outcome);
      waiting.delete(id);
    });
    started.once('exit', () => {
      child = undefined;
      for (const settle of waiting.values()) settle({ kind: 'failed', why: 'the shoppers’ process ended' });
      waiting.clear();
    });
    return started;
  };
  return {
    visit(order) {
      child ??= start();
      const id = (last += 1);
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        // Where it cannot be sent, the process is ending, and that settles it.
        child?.send({ id, order }, () => undefined);
      });
    },
    stop: () => void child?.kill('SIGKILL'),
  };
}
