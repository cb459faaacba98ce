import { describe, expect, test } from 'vitest';
import { CONTEXTS, type Mix, type Mixes } from '~/decisions/recommendations/model';
import { judgeVersion, metricsOf, type Standing, type VersionMetrics } from './judge-version';
import { planTraining, type TrainingPlan } from './plan-training';
import type { ContextQuality } from './quality';

const DAY = 86_400_000;
const MEASURED_AT = 1_000 * DAY;
const mix: Mix = { 'best-sellers': 1 };
const mixes = Object.fromEntries(CONTEXTS.map((context) => [context, mix])) as Mixes;

const quality = (hit: number, cases = 200): ContextQuality => ({
  ...{ cases, strategies: {}, coverage20: 0, novelty: 0, gain: { mean: 0, low: 0, high: 0 }, histories: [] },
  hit10: { mean: hit, low: hit - 0.05, high: hit + 0.05 },
});
const version = (hit: number, more: Partial<VersionMetrics> = {}): VersionMetrics => ({
  ...{ measuredAt: MEASURED_AT, mixes, products: 100 },
  contexts: { cart: quality(hit) },
  ...more,
});
const full: TrainingPlan = { kind: 'full', why: 'weekly', served: mixes };
const refit: TrainingPlan = { kind: 'refit', served: mixes };
const standing = (more: Partial<Standing> = {}): Standing => ({
  ...{ base: version(0.4), heldInARow: 0, isHeld: false },
  ...more,
});
const judged = (metrics: VersionMetrics, plan: TrainingPlan = full, more: Partial<Standing> = {}) =>
  judgeVersion({ plan, metrics, verdicts: [] }, standing(more));

describe('a new version', () => {
  test('serves where it is as good as the one that served, or better', () => {
    expect(judged(version(0.4))).toEqual({ kind: 'chosen', contexts: [] });
    expect(judged(version(0.9))).toEqual({ kind: 'chosen', contexts: [] });
    expect(judged(version(0.4), refit)).toEqual({ kind: 'refitted' });
  });

  test('serves where it is worse by no more than chance', () => {
    expect(judged(version(0.31)).kind).toBe('chosen');
  });

  test('is held back where all that is likely of it lies below the one that served', () => {
    expect(judged(version(0.29))).toEqual({
      kind: 'held-back',
      why: { kind: 'worse', hitRate10: 0.29, before: 0.4 },
    });
  });

  test('is not held back by few cases', () => {
    expect(judged(version(0.1, { contexts: { cart: quality(0.1, 99) } })).kind).toBe('chosen');
  });

  test('is held back where half of the products are gone, also when it was only fitted again', () => {
    const why = { kind: 'fewer-products', products: 49, before: 100 };
    expect(judged(version(0.4, { products: 49 }))).toEqual({ kind: 'held-back', why });
    expect(judged(version(0.4, { products: 49 }), refit)).toEqual({ kind: 'held-back', why });
    expect(judged(version(0.4, { products: 50 }), refit).kind).toBe('refitted');
  });

  test('serves after all where three in a row were held back: that is how the shop is now', () => {
    expect(judged(version(0.1), full, { heldInARow: 2 }).kind).toBe('held-back');
    expect(judged(version(0.1), full, { heldInARow: 3 }).kind).toBe('chosen');
  });

  test('waits where one was chosen by hand', () => {
    expect(judged(version(0.9), full, { isHeld: true })).toEqual({ kind: 'waits' });
  });

  test('is the first where nothing can be compared', () => {
    const plan: TrainingPlan = { kind: 'full', why: 'first', served: null };
    expect(judged(version(0.1), plan, { base: null })).toEqual({ kind: 'first' });
  });
});

describe('the plan of a night', () => {
  const plan = (base: VersionMetrics | null, days: number, orders: Parameters<typeof planTraining>[0]['orders'] = []) =>
    planTraining({ orders, visits: [], products: [] }, base, MEASURED_AT + days * DAY);

  test('is to choose anew where nothing was measured yet, and each week', () => {
    expect(plan(null, 1)).toEqual({ kind: 'full', why: 'first', served: null });
    const { contexts: _none, ...unmeasured } = version(0.4);
    expect(plan(unmeasured, 1)).toEqual({ kind: 'full', why: 'first', served: null });
    expect(plan(version(0.4), 7)).toEqual({ kind: 'full', why: 'weekly', served: mixes });
  });

  test('is to fit again to what is new on the days between', () => {
    expect(plan(version(0.4), 1)).toEqual({ kind: 'refit', served: mixes });
    expect(plan(version(0.4), 6)).toEqual({ kind: 'refit', served: mixes });
  });

  test('is to choose anew where what sells has shifted', () => {
    const sales = (id: string, days: number) =>
      Array.from({ length: 300 }, () => ({ at: MEASURED_AT + days * DAY, buyer: null, items: [id] }));
    expect(plan(version(0.4), 2, [...sales('a', -1), ...sales('b', 1)])).toMatchObject({ kind: 'full', why: 'drift' });
    expect(plan(version(0.4), 2, [...sales('a', -1), ...sales('a', 1)])).toMatchObject({ kind: 'refit' });
  });
});

describe('what is stored with a version', () => {
  test('is read back', () => {
    expect(metricsOf(JSON.parse(JSON.stringify(version(0.4))))).toEqual(version(0.4));
  });

  test('of an older release, or nothing at all, cannot be compared', () => {
    for (const stored of [null, undefined, {}, 'x', { cases: 3, hitRate10: 1 }, { measuredAt: 1, products: 2 }])
      expect(metricsOf(stored)).toBeNull();
    expect(metricsOf({ ...version(0.4), mixes: { cart: { a: 1 } } })).toBeNull();
  });
});
