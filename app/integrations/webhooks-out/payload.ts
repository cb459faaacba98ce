/** What a receiver is told; docs/webhooks-out.md says what each field means. */
export interface MembershipPayload {
  id: string;
  type: 'segment.entered' | 'segment.left' | 'test';
  /** When it happened, ISO 8601. */
  at: string;
  shop: string;
  segment: { id: string; name: string };
  profile: { id: string; shopifyCustomerId: string | null; externalId?: string; email?: string };
  /** What brought it about, in Kindred's own words. */
  cause: string;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** As a real one, about nobody. */
export const testPayload = (id: string, at: Date, shop: string): MembershipPayload => ({
  ...{ id, type: 'test', at: at.toISOString(), shop, cause: 'somebody pressed the button' },
  segment: { id: NOBODY, name: 'A segment' },
  profile: { id: NOBODY, shopifyCustomerId: null },
});
