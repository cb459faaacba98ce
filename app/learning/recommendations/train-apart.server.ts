import { Worker } from 'node:worker_threads';
import type { Training, TrainingOrder } from './train-thread.server';

const isSource = import.meta.url.endsWith('.ts');
const threadFile = isSource
  ? new URL('./train-thread.server.ts', import.meta.url)
  : new URL('../worker/train-thread.js', import.meta.url);

const MOST_HEAP_MB = 2_048;

/**
 * Trains in a thread of its own, as it takes seconds to minutes in which the process has mails to send. Rejects with what went wrong there, also
 * where the thread ended without an answer (its memory has a bound).
 */
export function trainApart(order: TrainingOrder): Promise<Training> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(threadFile, {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
      ...(isSource ? { execArgv: ['--import', 'tsx'] } : {}),
    });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the training thread ended with ${code} and without an answer`)));
  });
}
