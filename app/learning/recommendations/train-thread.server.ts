import { parentPort, workerData } from 'node:worker_threads';
import { encodeModel, type Mixes } from '~/decisions/recommendations/model';
import type { MixVerdict } from '~/decisions/recommendations/verdict';
import type { History } from './history';
import type { TrainingPlan } from './plan-training';
import { measureQuality, type Quality } from './quality';
import { trainModel } from './train-model';

export interface TrainingOrder {
  history: History;
  now: number;
  plan: TrainingPlan;
}

export interface Training {
  /** The model's bytes, in memory of their own. */
  bytes: Uint8Array<ArrayBuffer>;
  mixes: Mixes;
  products: number;
  /** Of a full training, where there was something to measure it by. */
  quality: Quality | null;
  verdicts: MixVerdict[];
}

/** Where mixes are chosen anew it measures itself on what it holds out; then it learns from all. */
function train({ history, now, plan }: TrainingOrder): Training {
  const measured = plan.kind === 'full' ? measureQuality(history, plan.served) : null;
  const mixes = measured?.mixes ?? plan.served;
  const { model } = trainModel(history, now, mixes ? { mixes } : null);
  return {
    bytes: encodeModel(model),
    ...{ mixes: model.mixes, products: model.ids.length },
    ...{ quality: measured?.quality ?? null, verdicts: measured?.verdicts ?? [] },
  };
}

const training = train(workerData as TrainingOrder);
parentPort?.postMessage(training, [training.bytes.buffer]);
