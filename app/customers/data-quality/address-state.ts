import { addMs, minutes } from '~/platform/clock/clock';
import type { DomainAnswer } from './address-validator';

/** `doubted`: its domain refused mail once. `impossible`: it refused again, at least a day later. */
export type AddressState = 'unchecked' | 'fine' | 'doubted' | 'impossible';

export interface CheckedAddress {
  state: AddressState;
  /** Business time at which to ask again. */
  dueAt: Date;
}

const DAYS = 1_440;
const AGAIN_DAYS = { fine: 90, doubted: 1, impossible: 7 };
const SOON_MINUTES = 360;

/**
 * What an answer makes of an address. Name servers have bad days, so that one refusal is a doubt and only a second, a day later, a verdict; it is asked
 * again each week, for domains come back. No answer changes nothing.
 */
export function afterAnswer(state: AddressState, answer: DomainAnswer, now: Date): CheckedAddress {
  switch (answer) {
    case 'takes-mail':
      return { state: 'fine', dueAt: addMs(now, minutes(AGAIN_DAYS.fine * DAYS)) };
    case 'refuses-mail': {
      const next = state === 'doubted' || state === 'impossible' ? 'impossible' : 'doubted';
      return { state: next, dueAt: addMs(now, minutes(AGAIN_DAYS[next] * DAYS)) };
    }
    case 'unknown':
      return { state, dueAt: addMs(now, minutes(SOON_MINUTES)) };
    case 'not-asked':
      return { state, dueAt: addMs(now, minutes(AGAIN_DAYS.fine * DAYS)) };
  }
}
