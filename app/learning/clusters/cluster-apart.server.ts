import { Worker } from 'node:worker_threads';
import type { Clusterings } from './cluster-people';
import type { ClusterOrder } from './cluster-thread.server';

const isSource = import.meta.url.endsWith('.ts');
const threadFile = isSource
  ? new URL('./cluster-thread.server.ts', import.meta.url)
  : new URL('../worker/cluster-thread.js', import.meta.url);

const MOST_HEAP_MB = 2_048;

/** Looks for clusters in a thread of its own, as it takes seconds in which the process has mails to send. Rejects with what went wrong there. */
export function clusterApart(order: ClusterOrder): Promise<Clusterings> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(threadFile, {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
      ...(isSource ? { execArgv: ['--import', 'tsx'] } : {}),
    });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the clustering thread ended with ${code} and without an answer`)));
  });
}
