import { blocksOf, type EmailDocument } from './document';

const SAYS_CODE = /\{\{-?\s*coupon\.code\b/;

/** Whether a mail shows its reader's discount code where it carries one: in a block of its own, or in its words. */
export const hasCodePlace = (document: EmailDocument): boolean =>
  blocksOf(document).some((block) => block.kind === 'coupon') || SAYS_CODE.test(JSON.stringify(document));
