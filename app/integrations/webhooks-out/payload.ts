/** What every receiver is told; docs/webhooks-out.md says what each field means. */
interface ToldPayload {
  id: string;
  /** When it happened, ISO 8601. */
  at: string;
  shop: string;
  profile: { id: string; shopifyCustomerId: string | null; externalId?: string; email?: string };
}

/** Somebody came to a step of a flow that tells a program. */
export interface FlowPayload extends ToldPayload {
  type: 'flow.step';
  flow: { key: string; name: string; step: string };
}

export interface MembershipPayload extends ToldPayload {
  type: 'segment.entered' | 'segment.left' | 'test';
  segment: { id: string; name: string };
  /** What brought it about: an event's type, what of the person changed, the time of either, or a look through everybody. */
  cause: string;
}

/** What segments call their causes by is short for some; what is told outside stays as it is. */
const CALLED: Partial<Record<string, string>> = { p: 'profile', seen: 'seen again' };

export const causeTold = (cause: string): string => CALLED[cause] ?? cause;

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** As a real one, about nobody. */
export const testPayload = (id: string, at: Date, shop: string): MembershipPayload => ({
  ...{ id, type: 'test', at: at.toISOString(), shop, cause: 'somebody pressed the button' },
  segment: { id: NOBODY, name: 'A segment' },
  profile: { id: NOBODY, shopifyCustomerId: null },
});
