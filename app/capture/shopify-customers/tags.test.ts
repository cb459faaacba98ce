import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CustomerTagsReport } from '../events/reports';
import { noteTags, noTags, tagsOf } from './tags';

const at = (minute: number): Date => new Date(Date.UTC(2026, 8, 30, 10, minute));
const told = (...reports: CustomerTagsReport[]) => tagsOf(reports.reduce(noteTags, noTags));

const tags = fc.subarray(['vip', 'b2b', 'press', '__proto__']);
const report: fc.Arbitrary<CustomerTagsReport> = fc.record({
  kind: fc.constantFrom('all' as const, 'added' as const, 'removed' as const),
  tags,
  asOf: fc.integer({ min: 0, max: 9 }).map(at),
});

/** As plainly as can be: each tag is what the newest report that speaks of it says; a list of all speaks of every tag. */
function model(reports: CustomerTagsReport[]): string[] {
  const isThere = (tag: string): boolean => {
    const speaks = reports
      .filter(({ kind, tags: named }) => kind === 'all' || named.includes(tag))
      .map(({ kind, tags: named, asOf }) => ({
        asOf: asOf.getTime(),
        // At one instant a list of all is believed before a change, and a tag that is there before one that is not.
        weight: kind === 'all' ? 1 : 0,
        says: kind === 'removed' ? false : named.includes(tag),
      }));
    const newest = Math.max(...speaks.map(({ asOf }) => asOf));
    const last = speaks.filter(({ asOf }) => asOf === newest);
    const heaviest = Math.max(...last.map(({ weight }) => weight));
    return last.filter(({ weight }) => weight === heaviest).some(({ says }) => says);
  };
  return ['__proto__', 'b2b', 'press', 'vip'].filter(isThere);
}

describe('a customer’s tags', () => {
  it('are those that were told last of each, in whatever order and however often', () => {
    fc.assert(
      fc.property(
        fc
          .array(report, { maxLength: 8 })
          .chain((all) =>
            fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
          ),
        ([all, heard]) => {
          expect(told(...heard)).toEqual(model(all));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('that were taken away before they were told to have been added stay away', () => {
    const removed: CustomerTagsReport = { kind: 'removed', tags: ['vip'], asOf: at(2) };
    const added: CustomerTagsReport = { kind: 'added', tags: ['vip', 'b2b'], asOf: at(1) };
    expect(told(removed, added)).toEqual(['b2b']);
  });

  it('change after a list of all, and a late change before it does not', () => {
    const all: CustomerTagsReport = { kind: 'all', tags: ['vip'], asOf: at(5) };
    expect(
      told(all, { kind: 'added', tags: ['b2b'], asOf: at(6) }, { kind: 'removed', tags: ['vip'], asOf: at(4) }),
    ).toEqual(['b2b', 'vip']);
  });
});
