import { fileURLToPath } from 'node:url';
import { Liquid } from 'liquidjs';

const TEMPLATES = fileURLToPath(new URL('../templates', import.meta.url));

/** The engine of the storefront's own templates. Unlike Shopify's it escapes all output that does not say `raw`. */
export function createPageEngine(currency: () => string, locale: () => string): Liquid {
  const engine = new Liquid({
    root: TEMPLATES,
    partials: `${TEMPLATES}/snippets`,
    layouts: `${TEMPLATES}/layout`,
    extname: '.liquid',
    cache: true,
    strictFilters: true,
    outputEscape: 'escape',
  });
  engine.registerFilter('money', (hundredths: number) =>
    new Intl.NumberFormat(locale(), { style: 'currency', currency: currency() }).format(hundredths / 100),
  );
  return engine;
}
