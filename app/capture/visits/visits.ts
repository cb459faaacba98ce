import { minutes } from '~/platform/clock/clock';

/** After so much silence somebody has gone, and comes anew: the bound that Google Analytics and most others use. */
export const SILENCE_MINUTES = 30;

/** That a browser was seen; the same always has the same key. */
export interface Seen {
  at: Date;
  key: string;
}

export interface VisitChanges {
  /** With these a visit began. */
  begun: Seen[];
  /** Told late: a visit that was known began with these already. */
  moved: Seen[];
  /** What was taken for a beginning and was none. */
  gone: Seen[];
}

/**
 * What some sightings, just told, change of when visits began; `known` is what else is known from half an hour before them to half an hour after. Whatever
 * the order they are told in, it comes to the same: a visit begins with what has half an hour of silence before it.
 */
export function visitChanges(fresh: readonly Seen[], known: readonly Seen[]): VisitChanges {
  const before = beginningsAmong(known);
  const now = beginningsAmong([...known, ...fresh]);
  const keys = new Set(now.map(({ key }) => key));
  const gone = before.filter(({ key }) => !keys.has(key));
  const wasOne = new Set(before.map(({ key }) => key));
  const isMoved = ({ at }: Seen, nth: number) => gone.some((each) => each.at >= at && isBefore(each, now[nth + 1]));
  const added = now.flatMap((each, nth) => (wasOne.has(each.key) ? [] : [{ each, moved: isMoved(each, nth) }]));
  return {
    begun: added.flatMap(({ each, moved }) => (moved ? [] : [each])),
    moved: added.flatMap(({ each, moved }) => (moved ? [each] : [])),
    gone,
  };
}

const isBefore = ({ at }: Seen, next: Seen | undefined): boolean => next === undefined || at < next.at;

function beginningsAmong(seen: readonly Seen[]): Seen[] {
  const inOrder = [...seen].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.key < b.key ? -1 : 1));
  return inOrder.filter(({ at }, nth) => {
    const last = nth > 0 ? inOrder[nth - 1] : undefined;
    return last === undefined || at.getTime() - last.at.getTime() >= minutes(SILENCE_MINUTES);
  });
}
