import { findHtmlLinks, isWebAddress } from '../tracking/html-links';
import { followLink } from './follow-link';

/** Fetches every web address of a mail, hidden ones too, as a program does that reads the source and calls itself a browser. Gives how many. */
export async function scanLinks(html: string, userAgent?: string): Promise<number> {
  const urls = [...new Set(findHtmlLinks(html).map(({ url }) => url))].filter(isWebAddress);
  for (const url of urls) await followLink(url, userAgent);
  return urls.length;
}
