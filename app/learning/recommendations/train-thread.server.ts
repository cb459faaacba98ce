import { parentPort, workerData } from 'node:worker_threads';
import { encodeModel } from '~/decisions/recommendations/model';
import type { History } from './history';
import { measureQuality, type Quality } from './quality';
import { trainModel } from './train-model';

export interface TrainingOrder {
  history: History;
  now: number;
}

export interface Training {
  /** The model's bytes. */
  bytes: Uint8Array;
  quality: Quality | null;
}

/** Measures itself on what it holds out, then learns from all; the mixes are those that were chosen on the way. */
function train({ history, now }: TrainingOrder): Training {
  const measured = measureQuality(history);
  const { model } = trainModel(history, now, measured ? { mixesOf: measured.trained.model } : null);
  return { bytes: new Uint8Array(encodeModel(model)), quality: measured?.quality ?? null };
}

const training = train(workerData as TrainingOrder);
parentPort?.postMessage(training, [training.bytes.buffer as ArrayBuffer]);
