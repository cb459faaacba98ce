import type { Outcomes, StopReason } from '~/decisions/send-policy/stop-loss';

export interface StopFigures extends Outcomes {
  why: StopReason;
}

const shareOf = (count: number, sent: number): string =>
  `${((100 * count) / Math.max(sent, 1)).toLocaleString('en', { maximumFractionDigits: 2 })} %`;

/** `Of the last 212 mails 11 came back for good (5.19 %), and 0 were complained of (0 %).` */
export const stopFigures = ({ sent, bounced, complained }: Outcomes): string =>
  `Of the last ${sent.toLocaleString('en')} mails ${bounced} came back for good (${shareOf(bounced, sent)}), and ${complained} were complained of (${shareOf(complained, sent)}).`;

/** What to do about it, before anything is sent again. */
export const STOP_ADVICE: Record<StopReason, string> = {
  bounces:
    'Addresses that do not exist come from old lists and mistyped forms. Look at who was added lately, and leave out whom you have not heard of for a year.',
  complaints:
    'People complain of mail they did not expect. Look at where those you wrote to agreed to it, and write less often, to fewer.',
};

/** Where it stops. */
export const STOP_LIMITS: Record<StopReason, string> = {
  bounces:
    'Marketing mail stops when more than 4 % of the last 1,000 mails, five at least, come back for good. Mailboxes that are full or slow do not count.',
  complaints: 'Marketing mail stops when more than 0.08 % of the last 1,000 mails, five at least, are complained of.',
};
