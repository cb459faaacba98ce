import { LEAST_COUNT } from '~/decisions/send-policy/stop-loss';

/** How far a count is towards what stops a shop's marketing mail: of a hundred, and in words. `most`: the share it stops beyond. */
export function howClose({ count, sent, most }: { count: number; sent: number; most: number }): {
  percent: number;
  sentence: string;
} {
  const stopsAt = Math.max(LEAST_COUNT, Math.floor(sent * most) + 1);
  const percent = Math.min(100, Math.floor((100 * count) / stopsAt));
  return { percent, sentence: `${count.toLocaleString('en')} of ${stopsAt.toLocaleString('en')} that would stop it` };
}
