import { describe, expect, test } from 'vitest';
import { createRandom } from '../random';
import { createFaultDesk, type FaultKind } from './faults';

const draws = (desk: ReturnType<typeof createFaultDesk>, count: number) =>
  Array.from({ length: count }, () => desk.draw('POST', '/email/batch')?.kind ?? null);

describe('orders', () => {
  test('are served in turn, each to as many matching requests as ordered', () => {
    const desk = createFaultDesk(createRandom(1));
    desk.next({ kind: 'unavailable', count: 2 });
    desk.next({ kind: 'rate-limit' });
    expect(desk.draw('GET', '/messages/outbound')).toBeNull();
    expect(draws(desk, 4)).toEqual(['unavailable', 'unavailable', 'rate-limit', null]);
  });

  test('wait for a request of their scope', () => {
    const desk = createFaultDesk(createRandom(1));
    desk.next({ kind: 'server-error', scope: 'read' });
    desk.next({ kind: 'unavailable', scope: 'any' });
    expect(desk.draw('POST', '/email')?.kind).toBe('unavailable');
    expect(desk.draw('POST', '/email')).toBeNull();
    expect(desk.draw('GET', '/server')?.kind).toBe('server-error');
  });

  test('of an impossible kind are refused', () => {
    const desk = createFaultDesk(createRandom(1));
    expect(() => desk.next({ kind: 'slow' })).toThrow(/delayMs > 0/);
    expect(() => desk.next({ kind: 'unavailable', count: 0 })).toThrow(/count 0/);
    expect(() => desk.mix({ rate: 2, kinds: ['slow'] })).toThrow(/rate must lie in 0..1/);
    expect(() => desk.mix({ rate: 0.5, kinds: [] })).toThrow(/kinds must not be empty/);
  });
});

describe('a mix', () => {
  const kinds: FaultKind[] = ['unavailable', 'accepted-then-timeout'];

  test('meets its share of requests, the same for the same seed', () => {
    const mixed = (seed: number) => {
      const desk = createFaultDesk(createRandom(seed));
      desk.mix({ rate: 0.3, kinds });
      return draws(desk, 1_000);
    };
    const met = mixed(3).filter((kind) => kind !== null);
    expect(met.length).toBeGreaterThan(250);
    expect(met.length).toBeLessThan(350);
    expect(new Set(met)).toEqual(new Set(kinds));
    expect(mixed(3)).toEqual(mixed(3));
    expect(mixed(3)).not.toEqual(mixed(4));
  });

  test('fails halves of batches with the error that it names, or with 101', () => {
    const codeOf = (mix: { errorCode?: number }) => {
      const desk = createFaultDesk(createRandom(1));
      desk.mix({ rate: 1, kinds: ['half-batch-fails'], ...mix });
      return desk.draw('POST', '/email/batch')?.errorCode;
    };
    expect([codeOf({}), codeOf({ errorCode: 100 })]).toEqual([101, 100]);
  });

  test('ends when it is taken away', () => {
    const desk = createFaultDesk(createRandom(1));
    desk.mix({ rate: 1, kinds, scope: 'any' });
    expect(desk.draw('GET', '/server')).not.toBeNull();
    desk.clear();
    expect(desk.draw('GET', '/server')).toBeNull();
  });
});
