import type { Recommendation } from '~/decisions/recommendations/recommendation';
import { messageOf } from '~/platform/errors';
import type { BrandKit } from '../documents/brand-kit';
import type { EmailDocument } from '../documents/document';
import type { Drawing } from '../open-time/drawing-for';
import type { Coupon } from '../rendering/coupon-words';
import type { RenderedMail } from '../rendering/mail-data';
import type { MailDraft } from './draft-mails.server';

/** For whom and from whom: all of a mail that is not its subject. */
export interface Envelope {
  templateKey: string;
  /** In place of what is kept under the key, while it is being changed. */
  document?: EmailDocument;
  /** In place of the document's own subject. */
  subjectLine?: string | null;
  /** Marks the mail's links, for the shop's own statistics. */
  campaign: string;
  /** Says in the links which mail led to a visit; absent where the mail goes to nobody. */
  mailToken?: string;
  firstName: string | null;
  /** As if nothing was known of its reader. */
  isUnknown?: boolean;
  postalAddress: string;
  consentLine: string | null;
  /** Its reader asked for this very mail: it says so, in place of the shop's line. */
  isAsked?: boolean;
  unsubscribeUrl: string;
  preferencesUrl: string;
  /** The code that its reader has, where it carries one. */
  coupon?: Coupon;
  /** In place of the shop's own, while it is being changed. */
  kit?: BrandKit;
  /** With marks around its blocks, to be pointed at in a preview. */
  isMarked?: boolean;
  /** For what is drawn when it is opened; absent: nothing is. */
  drawing?: Drawing;
  /** Whether the way it takes carries an AMP part. */
  mayHoldAmp?: boolean;
  /** For a mail that asks to confirm something. */
  confirmUrl?: string;
}

/** One mail to be made. */
export interface MailOrder {
  envelope: Envelope;
  draft: MailDraft;
}

export type Composition =
  | {
      kind: 'rendered';
      mail: RenderedMail;
      recommendations: Recommendation[];
      /** Keys of the parts that were left out for its reader. */
      hidden: string[];
    }
  | { kind: 'failed'; problem: string };

export type Failed = Extract<Composition, { kind: 'failed' }>;
export const failed = (error: unknown): Failed => ({ kind: 'failed', problem: messageOf(error) });
