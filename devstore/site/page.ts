import type { Response } from 'express';
import { html, type Html } from './html';

export interface Page {
  title: string;
  /** Names of files under `/site`. */
  styles: string[];
  script: string;
  body: Html;
  status?: number;
  /** Origins besides the site's own that this page may frame. */
  frames?: string[];
}

/**
 * Sends a page of the site. Nothing but the site's own scripts and styles may run in it, and nothing may be framed or submitted elsewhere,
 * whatever a hostile mail or name manages to put there.
 */
export function sendPage(response: Response, page: Page): void {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    `frame-src ${["'self'", ...(page.frames ?? [])].join(' ')}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ];
  response
    .status(page.status ?? 200)
    .set({
      'Content-Security-Policy': policy.join('; '),
      'Cache-Control': 'no-store',
      // With `no-referrer` the page's own forms would not tell their origin, and be refused.
      'Referrer-Policy': 'same-origin',
    })
    .type('html')
    .send(documentOf(page));
}

const documentOf = ({ title, styles, script, body }: Page): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="/site/icon.svg" type="image/svg+xml" />
        ${styles.map((name) => html`<link rel="stylesheet" href="/site/${name}.css" />`)}
        <script src="/site/${script}.js" defer></script>
      </head>
      ${body}
    </html> `.markup;
