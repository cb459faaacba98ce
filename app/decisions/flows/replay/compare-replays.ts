import type { PersonReplay, ReplayedMail } from './replayed';

/** How two variants of a flow differ for people, of nobody by name. */
export interface Difference {
  /** Who would have got a mail by one of them alone, by both, and who the very same mails at the same time. */
  onlyFirst: number;
  onlySecond: number;
  both: number;
  same: number;
  /** Mails of the same step that the second sends earlier or later than the first. */
  earlier: number;
  later: number;
}

export type PersonDifference = 'only-first' | 'only-second' | 'earlier' | 'later' | 'same' | 'other' | 'nothing';

export const noDifference = (): Difference => ({ onlyFirst: 0, onlySecond: 0, both: 0, same: 0, earlier: 0, later: 0 });

const sentBy = ({ runs }: PersonReplay): ReplayedMail[] =>
  runs.flatMap(({ mails }) => mails.filter(({ state }) => state === 'sent'));

interface Shift {
  earlier: number;
  later: number;
}

/** Mails of the same step, the first with the first and so on. */
function shiftOf(first: readonly ReplayedMail[], second: readonly ReplayedMail[]): Shift {
  const shift = { earlier: 0, later: 0 };
  const left = [...second];
  for (const mail of first) {
    const nth = left.findIndex(({ step }) => step === mail.step);
    const [pair] = nth < 0 ? [] : left.splice(nth, 1);
    const ms = pair?.sentAt && mail.sentAt ? pair.sentAt.getTime() - mail.sentAt.getTime() : 0;
    if (ms < 0) shift.earlier += 1;
    if (ms > 0) shift.later += 1;
  }
  return shift;
}

/** How two variants differ for one person: the plainest difference. */
export function differenceFor(first: PersonReplay, second: PersonReplay): PersonDifference {
  const [a, b] = [sentBy(first), sentBy(second)];
  if (a.length === 0 && b.length === 0) return 'nothing';
  if (b.length === 0) return 'only-first';
  if (a.length === 0) return 'only-second';
  const { earlier, later } = shiftOf(a, b);
  if (earlier > 0) return 'earlier';
  if (later > 0) return 'later';
  const steps = (mails: ReplayedMail[]) => mails.map(({ step }) => step).join();
  return steps(a) === steps(b) ? 'same' : 'other';
}

export function addDifference(difference: Difference, first: PersonReplay, second: PersonReplay): void {
  const kind = differenceFor(first, second);
  if (kind === 'nothing') return;
  if (kind === 'only-first') difference.onlyFirst += 1;
  else if (kind === 'only-second') difference.onlySecond += 1;
  else difference.both += 1;
  if (kind === 'same') difference.same += 1;
  const { earlier, later } = shiftOf(sentBy(first), sentBy(second));
  difference.earlier += earlier;
  difference.later += later;
}
