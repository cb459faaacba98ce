import { readAttribute } from '../links/html-links';

/** The part of a mail that is shown beside its subject before it is opened, and nowhere in it: the first of its body. */
const PREHEADER = /<body\b[^>]*>\s*<div style="display:none;[^>]*>([\s\S]*?)<\/div>/i;

/** What a made mail says beside its subject, as a mail program reads it; empty: nothing. */
export const preheaderOf = (html: string): string =>
  readAttribute(PREHEADER.exec(html)?.[1] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
