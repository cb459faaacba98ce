import { MAIL_PARAMETER } from '~/decisions/send-policy/mail-parameter';
import type { RenderedMail } from '../rendering/mail-data';
import { clickUrl, type ClickLink } from './click-link';
import { findHtmlLinks, replaceHtmlLinks, writeAttribute } from './html-links';
import { isSafeTarget } from './safe-target';

interface SigningDeps {
  appUrl: string;
  vault: Parameters<typeof clickUrl>[1];
}

type Link = Pick<ClickLink, 'target' | 'isToldMail' | 'code'>;

/** The discount code that a mail shows, and the hosts whose pages take it. */
export interface ShownCode {
  code: string;
  hosts: ReadonlySet<string>;
}

/**
 * The mail with its links leading over us, so that it is known which of them are followed. Ours (unsubscribing, the preference centre) stay, and so
 * does what leads nowhere on the web. Of the plain text only addresses count that the HTML leads to: what a person calls themselves stands in the text
 * as well, and must not become a link of ours. Links to the shop's own pages bring the code along that the mail shows.
 */
export function signLinks(
  { appUrl, vault }: SigningDeps,
  mail: RenderedMail,
  message: { shopId: string; messageId: string },
  shown: ShownCode | null = null,
): RenderedMail {
  const isOwn = (target: string) => target.startsWith(`${appUrl}/`);
  // What a picture shows leads over us, since that may be another product by then: it is the store's all the same.
  const isForeign = (target: string) => isSafeTarget(target) && (!isOwn(target) || target.startsWith(`${appUrl}/i/`));
  const found = findHtmlLinks(mail.html).filter(({ target }) => isForeign(target));
  const [first] = found;
  if (first === undefined) return mail;
  const home = found.find(({ target }) => !isOwn(target)) ?? first;
  const links = new Map(
    [...new Set(found.map(({ target }) => target))].map((target) => [target, coded(splitOff(target), shown)]),
  );
  const keys = [...new Set([...links.values()].map(keyOf))];
  const urlOf = (link: Link, number: number) =>
    clickUrl(appUrl, vault, { ...message, ...link, number, of: keys.length });
  const signed = new Map([...links].map(([target, link]) => [target, urlOf(link, keys.indexOf(keyOf(link)) + 1)]));
  const html = replaceHtmlLinks(mail.html, found, (target) => signed.get(target) ?? target);
  return {
    ...mail,
    html: withTrap(html, urlOf({ target: new URL('/', home.target).href, isToldMail: false }, 0)),
    text: replaceTextLinks(mail.text, signed),
    ...(mail.amp === undefined ? {} : { amp: replaceKnown(mail.amp, signed) }),
  };
}

/** Which mail led to a page is said again when the link is followed: it need not stand in each of them. */
function splitOff(target: string): Link {
  if (!target.includes(MAIL_PARAMETER)) return { target, isToldMail: false };
  const url = new URL(target);
  url.searchParams.delete(MAIL_PARAMETER);
  return { target: url.href, isToldMail: true };
}

const coded = (link: Link, shown: ShownCode | null): Link =>
  shown?.hosts.has(new URL(link.target).host) ? { ...link, code: shown.code } : link;

/** Links of one key are one link, however often they stand in the mail. */
const keyOf = ({ target, isToldMail }: Link): string => `${isToldMail} ${target}`;

/**
 * A link that is shown to nobody, read out to nobody and reached by no key: who follows it reads the mail's source. It is not in the plain text, where
 * everything is seen, and leads to the shop like others, so that nothing bad befalls whoever comes upon it after all.
 */
const withTrap = (html: string, url: string): string =>
  html.replace(
    /<\/body>/i,
    (end) =>
      `<div style="display:none;max-height:0;overflow:hidden;mso-hide:all" aria-hidden="true"><a href="${writeAttribute(url)}" data-pm-no-track tabindex="-1" aria-hidden="true" rel="nofollow" style="display:none;visibility:hidden;mso-hide:all"></a></div>${end}`,
  );

/** The same links of the same mail in another form have the same numbers; it has no trap, which AMP would not let stand. */
function replaceKnown(amp: string, signed: ReadonlyMap<string, string>): string {
  const known = findHtmlLinks(amp).filter(({ target }) => signed.has(target));
  return replaceHtmlLinks(amp, known, (target) => signed.get(target) ?? target);
}

/** Longer addresses first: one may be the beginning of another. */
function replaceTextLinks(text: string, signed: ReadonlyMap<string, string>): string {
  const known = [...signed.keys()].sort((a, b) => b.length - a.length);
  return text.replace(/https?:\/\/\S+/g, (written) => {
    const target = known.find((each) => written === each || (written.startsWith(each) && isEnd(written[each.length])));
    return target === undefined ? written : `${signed.get(target)}${written.slice(target.length)}`;
  });
}

/** What may follow an address in a sentence without being part of it. */
const isEnd = (character: string | undefined): boolean =>
  character !== undefined && '.,;:!?)]}>"\''.includes(character);
