import { minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { KeptModels } from './models.server';

/** So long may a machine keep what it has of a shop that was erased by another. */
const EVERY_MS = minutes(1);

/** Tends to a process's models at once and every minute. Returns what ends that, and resolves once nothing is at work. */
export function tendModels(
  models: Pick<KeptModels, 'tend'>,
  db: Db,
  onError: (error: unknown) => void,
  everyMs = EVERY_MS,
): () => Promise<void> {
  const tend = () => models.tend(db).catch(onError);
  let atWork = tend();
  const timer = setInterval(() => (atWork = atWork.then(tend)), everyMs);
  return async () => {
    clearInterval(timer);
    await atWork;
  };
}
