import { parentPort } from 'node:worker_threads';
import type { Asked, Said } from './killable-thread.server.ts';

/** In a thread of `startKillable`: answers each task it is given, and says that it is there. */
export function serveTasks<Task, Answer>(answer: (task: Task) => Answer): void {
  parentPort?.on('message', ({ id, task }: Asked<Task>) => {
    parentPort?.postMessage({ id, answer: answer(task) } satisfies Said<Answer>);
  });
  parentPort?.postMessage('ready' satisfies Said<Answer>);
}
