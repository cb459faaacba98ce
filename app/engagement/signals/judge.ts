import type { MailSignal } from '~/capture/events/mail-signal';

/** What is looked at of a signal. */
export type JudgedSignal = Pick<
  MailSignal,
  'kind' | 'occurredAt' | 'link' | 'links' | 'url' | 'isHead' | 'agent' | 'isDataCentre'
> & { id: string };

/** What speaks for a machine, with the values that say so. */
export type Evidence =
  | { code: 'trap' }
  | { code: 'head' }
  | { code: 'burst'; links: number; withinSeconds: number }
  | { code: 'all-links'; links: number; withinSeconds: number }
  | { code: 'program' }
  | { code: 'apple-privacy' }
  | { code: 'too-soon'; afterSeconds: number }
  | { code: 'data-centre' }
  | { code: 'nameless' };

export interface Verdict {
  /** `unsure`: one thing speaks for a machine that may be a person's as well. It is not counted as a person's. */
  by: 'person' | 'machine' | 'unsure';
  why: Evidence[];
}

/** So many links of one mail within so long: nobody reads so fast. */
const BURST_LINKS = 3;
const BURST_SECONDS = 3;
/** A program that looks at a mail is done with it within this. */
const LOOK_SECONDS = 60;
/** Of a mail with fewer links a reader in a hurry may well follow all. */
const FEWEST_OF_ALL = 3;
/** From when the mailbox took the mail until somebody can have seen it there and done something. */
const SOONEST_SECONDS = 5;

/** Nothing that is told on time comes later than this after a signal and says something about it: then it is judged. */
export const JUDGED_AFTER_SECONDS = LOOK_SECONDS;

/** Each of these is enough by itself; of the others it takes two. */
const ENOUGH: readonly Evidence['code'][] = ['trap', 'head', 'burst', 'all-links', 'program', 'apple-privacy'];

/**
 * Who did what was done with one mail, by all that is known of it: the order in which it was told does not matter, and what is told later may turn what
 * was said before. `arrivedAt`: when the mailbox took the mail, where that is known.
 */
export function judge(signals: readonly JudgedSignal[], arrivedAt: Date | null): Map<string, Verdict> {
  return new Map(signals.map((signal) => [signal.id, verdictOn(signal, signals, arrivedAt)]));
}

function verdictOn(signal: JudgedSignal, all: readonly JudgedSignal[], arrivedAt: Date | null): Verdict {
  const why = [...(signal.kind === 'click' ? byItsClicks(signal, all) : []), ...byItself(signal, arrivedAt)];
  const isMachine = why.length > 1 || why.some(({ code }) => ENOUGH.includes(code));
  return { by: isMachine ? 'machine' : why.length ? 'unsure' : 'person', why };
}

function byItsClicks(signal: JudgedSignal, all: readonly JudgedSignal[]): Evidence[] {
  const near = (seconds: number) =>
    all.filter((each) => each.kind === 'click' && Math.abs(secondsBetween(each, signal)) <= seconds);
  const fast = linksOf(near(BURST_SECONDS)).size;
  const during = near(LOOK_SECONDS);
  const seen = linksOf(during).size;
  const ofMail = signal.links ?? 0;
  return [
    ...(during.some(({ link }) => link === 0) ? [{ code: 'trap' as const }] : []),
    ...(signal.isHead ? [{ code: 'head' as const }] : []),
    ...(fast >= BURST_LINKS ? [{ code: 'burst' as const, links: fast, withinSeconds: BURST_SECONDS }] : []),
    ...(ofMail >= FEWEST_OF_ALL && seen >= ofMail
      ? [{ code: 'all-links' as const, links: seen, withinSeconds: LOOK_SECONDS }]
      : []),
  ];
}

function byItself({ kind, agent, isDataCentre, occurredAt }: JudgedSignal, arrivedAt: Date | null): Evidence[] {
  const afterSeconds = arrivedAt ? (occurredAt.getTime() - arrivedAt.getTime()) / 1_000 : null;
  const isSoon = afterSeconds !== null && afterSeconds >= 0 && afterSeconds < SOONEST_SECONDS;
  // A proxy that fetches pictures for its readers follows no links for them.
  const isProgram = agent === 'program' || (kind === 'click' && agent === 'picture-proxy');
  return [
    ...(isProgram ? [{ code: 'program' as const }] : []),
    ...(agent === 'apple-privacy' ? [{ code: 'apple-privacy' as const }] : []),
    ...(isSoon ? [{ code: 'too-soon' as const, afterSeconds: Math.round(afterSeconds * 10) / 10 }] : []),
    ...(isDataCentre ? [{ code: 'data-centre' as const }] : []),
    ...(agent === 'nameless' ? [{ code: 'nameless' as const }] : []),
  ];
}

const secondsBetween = (one: JudgedSignal, other: JudgedSignal): number =>
  (one.occurredAt.getTime() - other.occurredAt.getTime()) / 1_000;

/** Different links, the trap apart; one that Postmark counted is known by its address. */
const linksOf = (clicks: readonly JudgedSignal[]): Set<string> =>
  new Set(clicks.flatMap(({ link, url }) => (link === 0 ? [] : String(link ?? url))));
