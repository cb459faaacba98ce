import { escapeHtml, layout as page } from './page-layout';

/** Pages of the link that opts out of all marketing mail. */
const layout = (title: string, body: string): string => page({ title, language: 'en', body });

/** Where less than everything can be chosen; null where the link is nobody's. */
const orLess = (preferencesUrl: string | null): string =>
  preferencesUrl ? `\n<p class="quiet">Or <a href="${escapeHtml(preferencesUrl)}">choose what you get</a>.</p>` : '';

export const askToUnsubscribe = (preferencesUrl: string | null = null): string =>
  layout(
    'Unsubscribe',
    `<h1>Stop these mails?</h1>
<p>You will get no more news and offers from this shop. Mails about your orders still come.</p>
<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><p><button type="submit">Unsubscribe</button></p></form>${orLess(preferencesUrl)}`,
  );

export const doneUnsubscribing = (): string =>
  layout('Unsubscribed', `<h1>You are unsubscribed</h1><p>It took effect at once. You can close this page.</p>`);

export const notOurLink = (): string =>
  layout(
    'Link not complete',
    `<h1>This link is not complete</h1><p>Please open it again from the mail, or copy the whole of it.</p>`,
  );

export const tooManyAtOnce = (): string =>
  layout(
    'Too many at once',
    `<h1>That was a lot at once</h1><p>Please wait a minute and try again. Unsubscribing works at any time.</p>`,
  );
