import type { OwnerLetter } from '../owner-letter';

interface Review {
  shopName: string;
  emailName: string;
  version: number;
  /** The mail's page in the merchant's admin. */
  url: string;
}

/** What a shop's owner reads when somebody wants a mail looked at. */
export const reviewLetter = ({ shopName, emailName, version, url }: Review): OwnerLetter => ({
  subject: `${shopName}: “${emailName}” waits to be approved`,
  paragraphs: [
    `Version ${version} of the mail “${emailName}” is ready to be looked at.`,
    'Until somebody other than its writer approves it, what was approved before goes on being sent. Where nothing was, nothing is sent.',
  ],
  button: { words: 'Look at it', url },
});
