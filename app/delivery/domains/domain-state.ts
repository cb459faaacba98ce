import { addMs, minutes } from '~/platform/clock/clock';

/**
 * pending: not both records were ever found. verified: they were, and were there when it was last looked, or the time before. failing: they were once, and
 * twice in a row were not.
 */
export type DomainState = 'pending' | 'verified' | 'failing';

export interface KnownDomain {
  state: DomainState;
  createdAt: Date;
  verifiedAt: Date | null;
  missedAt: Date | null;
}

/** What the mail provider said when it looked. */
export interface Verdict {
  isDkimVerified: boolean;
  isReturnPathVerified: boolean;
}

export type Judged = Verdict & Omit<KnownDomain, 'createdAt'> & { checkAt: Date };

const DAY_MINUTES = 1_440;
/** A name server that did not answer once is no reason to stop writing. */
const AFTER_MISS_MINUTES = 60;
const CHECK_FAILING_MINUTES = 60;

/** What a look makes of a domain, and when it is looked at again. Pure. */
export function judgeDomain(known: KnownDomain, verdict: Verdict, now: Date): Judged {
  const isGood = verdict.isDkimVerified && verdict.isReturnPathVerified;
  if (isGood) {
    const verifiedAt = known.state === 'verified' && known.verifiedAt ? known.verifiedAt : now;
    return { ...verdict, state: 'verified', verifiedAt, missedAt: null, checkAt: addMs(now, minutes(DAY_MINUTES)) };
  }
  const { verifiedAt } = known;
  if (known.state === 'pending')
    return { ...verdict, ...known, checkAt: addMs(now, minutes(pauseMinutes(known, now))) };
  if (known.state === 'verified' && !known.missedAt) {
    const checkAt = addMs(now, minutes(AFTER_MISS_MINUTES));
    // It counts as it did until it is missing for the second time.
    return { isDkimVerified: true, isReturnPathVerified: true, state: 'verified', verifiedAt, missedAt: now, checkAt };
  }
  const checkAt = addMs(now, minutes(CHECK_FAILING_MINUTES));
  return { ...verdict, state: 'failing', verifiedAt, missedAt: known.missedAt ?? now, checkAt };
}

const FIRST_DAY_PAUSE_MINUTES = 10;
const FORTNIGHT_PAUSE_MINUTES = 60;

/** Soon at first, as somebody sits before it; records need hours to be seen everywhere. */
function pauseMinutes({ createdAt }: KnownDomain, now: Date): number {
  const days = (now.getTime() - createdAt.getTime()) / minutes(DAY_MINUTES);
  if (days < 1) return FIRST_DAY_PAUSE_MINUTES;
  return days < 14 ? FORTNIGHT_PAUSE_MINUTES : DAY_MINUTES;
}

/** When it is looked at again, where the mail provider could not be asked. */
export const afterSilence = (now: Date): Date => addMs(now, minutes(FIRST_DAY_PAUSE_MINUTES));
