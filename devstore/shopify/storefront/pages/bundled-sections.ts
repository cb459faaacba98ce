import type { Request } from 'express';
import type { BundleSections } from '../cart/ajax-api';
import type { StorefrontOptions } from '../options';
import type { Page } from './page';
import { urlOf, type PageCall } from './page-call';
import type { PageRenderer } from './page-renderer';
import { readVisitor, type Sessions } from './read-visitor';
import { MOST_SECTIONS, readSectionIds } from './section-answer';

/**
 * Bundled section rendering: `sections` in the body of a cart call are rendered with the new cart, as on the page at `sections_url`, or
 * else on the page that the call came from. The cart is changed by then, so that nothing is refused: too many are cut.
 */
export function createBundler(
  options: StorefrontOptions,
  sessions: Sessions,
  { pageAt, renderer }: { pageAt: (call: PageCall) => Page; renderer: PageRenderer },
): BundleSections {
  return async (request, response, session) => {
    const { sections, sections_url: asked } = request.body as { sections?: unknown; sections_url?: unknown };
    const ids = readSectionIds(sections);
    if (!ids) return undefined;
    const visitor = { ...readVisitor(options, sessions, request, response), session };
    const call = { url: contextOf(request, asked), visitor };
    return renderer.sections(call, pageAt(call), ids.slice(0, MOST_SECTIONS));
  };
}

/** An address of this shop: `asked`, else where the call came from, else the home page. */
function contextOf(request: Request, asked: unknown): URL {
  const { origin } = urlOf(request);
  const from = typeof asked === 'string' && asked.startsWith('/') ? asked : (request.headers.referer ?? '/');
  const url = URL.canParse(from, origin) ? new URL(from, origin) : new URL(origin);
  return url.origin === origin ? url : new URL(origin);
}
