import { minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { KeptModels } from './models.server';

/** So long may a machine keep what it has of a shop that was erased by another. */
const EVERY_MS = minutes(1);

/** Tends to a process's models at once and every minute. Returns what ends that, once it has come to rest. */
export function tendModels(models: KeptModels, db: Db, onError: (error: unknown) => void): () => Promise<void> {
  const tend = () => models.tend(db).catch(onError);
  let atWork = tend();
  const timer = setInterval(() => (atWork = atWork.then(tend)), EVERY_MS);
  return async () => {
    clearInterval(timer);
    await atWork;
  };
}
