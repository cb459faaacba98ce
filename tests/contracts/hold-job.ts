import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { inProject } from '../../setup/places.mjs';
import { killHard } from '../setup/test-clusters';

/** Another process that has taken one job of the quick lane and does not finish it. Resolves when it has the job. */
export async function holdJob(place: { redisUrl?: string; databaseUrl: string }): Promise<{ kill(): Promise<void> }> {
  const module = JSON.stringify(inProject('app', 'platform', 'queue', 'job-queue.server.ts'));
  const program = `
    import { createJobQueue } from ${module};
    const queue = createJobQueue({ ...${JSON.stringify(place)}, onError: (error) => console.error(error) });
    queue.work('quick', 1, () => { console.log('taken'); return new Promise(() => setInterval(() => {}, 1000)); });`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    cwd: inProject(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout }))
    if (line === 'taken') return { kill: () => killHard(child) };
  throw new Error('The process that should hold the job ended without taking one.');
}
