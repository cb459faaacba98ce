import { sentence, type Speaker } from '~/customers/rules/sentence';
import { REASON_NAMES } from '~/decisions/explanations/reason-words';
import { capitalised, keyWords } from '~/decisions/explanations/spoken-shop';
import type { FlowDefinition } from '~/decisions/flows/language/flow';
import { givesCodes } from '~/decisions/flows/replay/foundations';
import type { Tally } from '~/decisions/flows/replay/tally';

export interface CountLine {
  words: string;
  /** By side. */
  counts: number[];
}

/** What a replay comes to, in words and figures, each with a figure by side. */
export interface ToldResult {
  figures: CountLine[];
  steps: CountLine[];
  refusals: CountLine[];
  collisions: CountLine[];
  days: CountLine[];
  brought: { orders: number[]; minor: number[]; elsewhere: number };
}

type Read = (tally: Tally) => number;

/** Lines for whatever key one of the tallies has, the largest first. */
function linesOf(
  tallies: readonly Tally[],
  read: (tally: Tally) => Record<string, number>,
  words: (key: string) => string,
): CountLine[] {
  const keys = [...new Set(tallies.flatMap((tally) => Object.keys(read(tally))))];
  const lines = keys.map((key) => ({ words: words(key), counts: tallies.map((tally) => read(tally)[key] ?? 0) }));
  return lines.sort((a, b) => Math.max(...b.counts) - Math.max(...a.counts));
}

const figures: [string, Read][] = [
  ['People who would have come in', ({ people }) => people.entered],
  ['Ways through it that would have begun', ({ runs }) => runs.begun],
  ['Mails that would have gone', ({ mails }) => mails.sent],
  ['People who would have got one', ({ people }) => people.mailed],
  ['Mails that would not have gone', ({ mails }) => Object.values(mails.notSent).reduce((all, each) => all + each, 0)],
  ['Still under way at the end', ({ runs }) => runs.underWay],
];

const codes: [string, Read] = ['Discount codes it would have given', ({ codes: given = 0 }) => given];

/** Tells a result. `nameOf` says how other flows are called; campaigns have no key. */
export function toldResult(
  tallies: readonly Tally[],
  definitions: readonly FlowDefinition[],
  nameOf: (flowKey: string) => string,
  speaker: Speaker,
): ToldResult {
  const [first] = definitions;
  return {
    figures: [...figures, ...(definitions.some(givesCodes) ? [codes] : [])].map(([words, read]) => ({
      words,
      counts: tallies.map(read),
    })),
    steps: linesOf(
      tallies,
      ({ steps }) => steps,
      (step) => capitalised(keyWords(step)),
    ),
    refusals: [
      ...linesOf(
        tallies,
        ({ mails }) => mails.notSent,
        (code) => REASON_NAMES[code] ?? keyWords(code),
      ),
      ...linesOf(
        tallies,
        ({ mails }) => mails.putOff,
        (code) => `Waited: ${(REASON_NAMES[code] ?? keyWords(code)).toLowerCase()}`,
      ),
      ...linesOf(
        tallies,
        ({ turnedAway }) => turnedAway.rule,
        (place) => `Did not come in: it begins only where ${partWords(first, place, speaker)}`,
      ),
      ...again(tallies),
    ],
    collisions: linesOf(
      tallies,
      ({ collisions }) => collisions,
      (key) => (key === '' ? 'Campaigns' : nameOf(key)),
    ),
    days: linesOf(
      tallies,
      ({ days }) => days,
      (day) => day,
    ).sort((a, b) => (a.words < b.words ? -1 : 1)),
    brought: {
      orders: tallies.map(({ brought }) => brought.orders),
      minor: tallies.map(({ brought }) => brought.minor),
      elsewhere: Math.max(0, ...tallies.map(({ brought }) => brought.elsewhere)),
    },
  };
}

const again = (tallies: readonly Tally[]): CountLine[] => {
  const counts = tallies.map(({ turnedAway }) => turnedAway.again);
  return counts.some((count) => count > 0) ? [{ words: 'Did not come in: had been in it too recently', counts }] : [];
};

/** A part of the first variant's trigger: the second's may differ, and has the same place. */
function partWords(definition: FlowDefinition | undefined, place: string, speaker: Speaker): string {
  const when = definition?.trigger.when;
  const part = when?.kind === 'all' ? when.rules[Number(place)] : when;
  return part ? sentence(part, speaker) : 'its rule holds';
}
