import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressTraits, sharedMailbox } from './address-traits';
import { isOneSlipAway } from './edit-distance';
import { likelyMeant } from './provider-typo';

describe('an address one slip away from a big provider', () => {
  it.each([
    ['anna@gmial.com', 'anna@gmail.com'],
    ['anna@gmail.con', 'anna@gmail.com'],
    ['anna@gmail.co', 'anna@gmail.com'],
    ['anna@hotmial.com', 'anna@hotmail.com'],
    ['anna@t-onlne.de', 'anna@t-online.de'],
  ])('%s was probably meant to be %s', (written, meant) => expect(likelyMeant(written)).toBe(meant));

  it.each([
    'anna@gmail.com',
    'anna@ymail.com',
    'anna@mail.com',
    'anna@yahoo.se',
    'anna@outlook.be',
    'anna@web.df',
    'anna@example.com',
  ])('%s stands as it is', (written) => expect(likelyMeant(written)).toBeNull());
});

describe('one slip', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
  const slips = (text: string): string[] =>
    [...Array(text.length + 1).keys()].flatMap((at) => {
      const [before, after] = [text.slice(0, at), text.slice(at)];
      const swapped = after.length > 1 ? [before + after[1] + after[0] + after.slice(2)] : [];
      const lost = after ? [before + after.slice(1)] : [];
      return [
        ...lost,
        ...swapped,
        ...['a', 'b', 'c'].flatMap((letter) => [before + letter + after, before + letter + after.slice(1)]),
      ];
    });

  it('is a letter lost, added, changed or swapped, and nothing else', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        const expected = one !== other && slips(one).includes(other);
        expect(isOneSlipAway(one, other), `${one} and ${other}`).toBe(expected);
        expect(isOneSlipAway(other, one)).toBe(expected);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('what can be seen of an address', () => {
  it.each([
    ['anna@mailinator.com', ['disposable']],
    ['anna@deep.mailinator.com', ['disposable']],
    ['info@example.com', ['role']],
    ['support+shop@mailinator.com', ['disposable', 'role']],
    ['anna.info@example.com', []],
    ['anna@com', []],
  ])('%s: %j', (email, traits) => expect(addressTraits(email)).toEqual(traits));

  it.each([
    ['a.n.n.a+shop@googlemail.com', 'anna@gmail.com'],
    ['anna@gmail.com', 'anna@gmail.com'],
    ['an.na@example.com', null],
  ])('%s leads to the mailbox %s', (email, mailbox) => expect(sharedMailbox(email)).toBe(mailbox));
});
