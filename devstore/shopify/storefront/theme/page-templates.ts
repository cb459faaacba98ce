import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const TEMPLATES = fileURLToPath(new URL('../templates', import.meta.url));

const pageTemplate = z.strictObject({
  layout: z.enum(['theme', 'checkout']).default('theme'),
  sections: z.record(z.string(), z.strictObject({ type: z.string() })),
  order: z.array(z.string()),
});

/** A page as the theme composes it of sections, as Shopify's JSON templates do. */
export type PageTemplate = z.infer<typeof pageTemplate>;

const templates = new Map<string, PageTemplate>();

export function readTemplate(name: string): PageTemplate {
  const known = templates.get(name);
  if (known) return known;
  const template = pageTemplate.parse(JSON.parse(readFileSync(`${TEMPLATES}/${name}.json`, 'utf8')));
  templates.set(name, template);
  return template;
}

/** The templates that a merchant can put app blocks on, in the words of the theme editor. */
export const EDITABLE_TEMPLATES: Record<string, string> = {
  index: 'Home page',
  product: 'Products',
  collection: 'Collections',
  search: 'Search',
  cart: 'Cart',
};

/** Main sections that take app blocks among their own parts. */
export const TAKES_APP_BLOCKS = new Set(['main-product', 'main-cart']);

/** The section an id names on a page of this template: one of the template's own, or one that stands by itself. */
export function sectionType(id: string, template: string): string | undefined {
  const [, owner, key = ''] = /^template--(.+)__(\w+)$/.exec(id) ?? [];
  if (owner !== undefined) return owner === template ? readTemplate(template).sections[key]?.type : undefined;
  const isStatic = /^[\w-]+$/.test(id) && !id.startsWith('main-') && existsSync(`${TEMPLATES}/sections/${id}.liquid`);
  return isStatic ? id : undefined;
}
