import { JSDOM } from 'jsdom';
import type { OpenSite } from './open-site';

/** A page as a browser gets it, without running its scripts and without following redirects. */
export interface ReadPage {
  response: Response;
  text: string;
  document: Document;
}

/** Reads pages of a site and sends its forms. Paths may be whole addresses of the site, as its links and redirects give them. */
export function pageReader(site: () => Pick<OpenSite, 'url'>) {
  const addressOf = (path: string) => new URL(path, site().url).href;
  return {
    async open(path: string, headers: Record<string, string> = {}): Promise<ReadPage> {
      const response = await fetch(addressOf(path), { headers, redirect: 'manual' });
      const text = await response.text();
      return { response, text, document: new JSDOM(text, { url: addressOf(path) }).window.document };
    },
    async post(path: string, fields: Record<string, string>): Promise<ReadPage & { location: string }> {
      const body = new URLSearchParams(fields);
      const response = await fetch(addressOf(path), { method: 'POST', body, redirect: 'manual' });
      const text = await response.text();
      const { document } = new JSDOM(text).window;
      return { response, text, document, location: response.headers.get('location') ?? '' };
    },
  };
}

/** The words of each element, with single spaces. */
export const words = (document: Document, selector: string): string[] =>
  [...document.querySelectorAll(selector)].map(({ textContent }) => textContent?.replace(/\s+/g, ' ').trim() ?? '');
