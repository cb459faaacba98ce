import type { Response } from 'express';

/** Shopify renders this many sections a request and refuses more. */
export const MOST_SECTIONS = 5;

/** Sections that a request asks for by the Section Rendering API. */
export interface AskedSections {
  /** `section_id` is answered with markup, `sections` with JSON. */
  as: 'html' | 'json';
  ids: string[];
}

/** What `?section_id=…` or `?sections=…` asks for; undefined when the whole page is meant. */
export function askedSections({ searchParams }: URL): AskedSections | undefined {
  const one = searchParams.get('section_id');
  if (one !== null) return { as: 'html', ids: [one] };
  const several = searchParams.getAll('sections[]');
  const ids = readSectionIds(several.length > 0 ? several : searchParams.get('sections'));
  return ids && { as: 'json', ids };
}

/** A comma-separated list or an array; undefined when it is neither. */
export function readSectionIds(value: unknown): string[] | undefined {
  const words: unknown = typeof value === 'string' ? value.split(',') : value;
  if (!Array.isArray(words)) return undefined;
  return words.flatMap((each: unknown) => (typeof each === 'string' && each.trim() ? [each.trim()] : []));
}

/** The markup of each section by its id; null for one that the page does not have. */
export type RenderedSections = Record<string, string | null>;

export async function renderAll(
  ids: string[],
  render: (id: string) => Promise<string | null>,
): Promise<RenderedSections> {
  return Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await render(id)] as const)));
}

export const areTooMany = (ids: string[]): boolean => ids.length > MOST_SECTIONS;

/** What Shopify answers, with status 400, to somebody who wants more. */
export const TOO_MANY = {
  status: 400,
  message: 'Bad request',
  description: `At most ${MOST_SECTIONS} sections can be rendered at once.`,
};

/** A section that is not there is 404 by itself, and null among others. */
export function sendSections(response: Response, as: AskedSections['as'], rendered: RenderedSections): void {
  const [html] = Object.values(rendered);
  if (as === 'json') response.json(rendered);
  else if (html) response.type('html').send(html);
  else response.sendStatus(404);
}
