import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsAddress, withoutAddresses } from './without-addresses';

describe('what is kept of a fact', () => {
  it('is all but what holds an email address, which is named', () => {
    const told = { plan: 'gold', by: 'anna@example.com', list: ['a', 'ask b@x.org', { to: '<c@y.net>', n: 1 }], n: 2 };
    expect(withoutAddresses(told, 'properties')).toEqual({
      kept: { plan: 'gold', list: ['a', { n: 1 }], n: 2 },
      leftOut: ['properties.by', 'properties.list.1', 'properties.list.2.to'],
    });
  });

  it('has no address in a name either, and does not repeat it', () => {
    expect(withoutAddresses({ 'anna@example.com': true, b: 1 }, 'properties')).toEqual({
      kept: { b: 1 },
      leftOut: ['properties'],
    });
  });

  it.each(['@', 'a@b', 'at 5 @ the till', 'user@', '@kindred', '2 @ 3.50'])('keeps %j', (text) => {
    expect(withoutAddresses({ text }, '')).toEqual({ kept: { text }, leftOut: [] });
  });

  it('never has an address in it, wherever it stood', () => {
    const text = fc.oneof(
      fc.string(),
      fc.emailAddress(),
      fc.tuple(fc.string(), fc.emailAddress()).map((two) => two.join(' ')),
    );
    const json = fc.letrec<{ value: unknown; members: Record<string, unknown> }>((tie) => ({
      value: fc.oneof({ maxDepth: 2 }, text, fc.array(tie('value')), tie('members')),
      members: fc.dictionary(text, tie('value')),
    }));
    fc.assert(
      fc.property(json.members, (members) => {
        const texts: string[] = [];
        JSON.stringify(withoutAddresses(members, '').kept, (key, value: unknown) => {
          texts.push(key, typeof value === 'string' ? value : '');
          return value;
        });
        expect(texts.filter(holdsAddress)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
