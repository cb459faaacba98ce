import { isSafeTarget } from './safe-target';

interface Signing {
  sign(text: string, purpose: string): string;
  verify(token: string, purpose: string): string | null;
}

/** One link of one mail. Its target stands in the link itself, so that it leads there for as long as we answer, whatever is kept of the mail. */
export interface ClickLink {
  shopId: string;
  messageId: string;
  /** From 1, in the order of the mail; 0 is the trap, which no person sees. Two links to one place have one number. */
  number: number;
  /** How many the mail has, without the trap. */
  of: number;
  target: string;
  /** It leads to the shop's own pages, which are told which mail led to them. */
  isToldMail: boolean;
  /** The reader's discount code, which the shop's pages are told. It is no part of the target: clicks are kept, and it is not. Absent: none. */
  code?: string;
}

const PURPOSE = 'click';
const TRAP = 0;

export const isTrap = ({ number }: Pick<ClickLink, 'number'>): boolean => number === TRAP;

/** The address that stands in a mail in the place of a link's own. Signed with 192 bits: nobody makes one, or one to another place, but us. */
export function clickUrl(appUrl: string, signing: Signing, link: ClickLink): string {
  const { shopId, messageId, number, of, target, isToldMail, code } = link;
  const told = `${isToldMail ? 'm' : '-'}${code === undefined ? '' : `=${code}`}`;
  const text = [shopId, messageId, number, of, told, target].join(' ');
  return `${appUrl}/l/${signing.sign(text, PURPOSE)}`;
}

/** Which link a token is, or null where it is not one of ours, unchanged. */
export function readClickToken(signing: Signing, token: string): ClickLink | null {
  const [shopId, messageId, number, of, told, target, more] = signing.verify(token, PURPOSE)?.split(' ') ?? [];
  if (!shopId || !messageId || !target || more !== undefined || !isSafeTarget(target)) return null;
  const [mail, code] = (told ?? '').split('=');
  return {
    ...{ shopId, messageId, number: Number(number), of: Number(of), target, isToldMail: mail === 'm' },
    ...(code ? { code } : {}),
  };
}
