/** What keeps a mail's AMP part from being shown, in the validator's own words; none: it is sound. */
export type AmpCheck = (amp: string) => Promise<string[]>;

/** A part that is not sound would be shown by nobody, and some mail programs count it against the sender: the mail leaves without it. */
export const soundAmp = async (check: AmpCheck, amp: string | undefined): Promise<{ amp?: string }> =>
  amp !== undefined && (await check(amp)).length === 0 ? { amp } : {};
