import { fileURLToPath } from 'node:url';
import { Liquid, Tag, type Context, type Emitter, type TagToken, type TopLevelToken } from 'liquidjs';
import { sayDay } from '../../../site/say-time';

const TEMPLATES = fileURLToPath(new URL('../templates', import.meta.url));

/** How this shop writes money and days. */
export interface Locale {
  currency: string;
  language: string;
  timeZone: string;
}

/** The engine of the storefront's own templates. Unlike Shopify's it escapes all output that does not say `raw`. */
export function createPageEngine(locale: () => Locale): Liquid {
  const engine = new Liquid({
    root: TEMPLATES,
    partials: `${TEMPLATES}/snippets`,
    extname: '.liquid',
    cache: true,
    strictFilters: true,
    outputEscape: 'escape',
  });
  engine.registerFilter('money', (hundredths: number) => {
    const { language, currency } = locale();
    return new Intl.NumberFormat(language, { style: 'currency', currency }).format(hundredths / 100);
  });
  engine.registerFilter('day', (instant: string) => sayDay(new Date(instant), locale().timeZone));
  // For JSON in a script element, which no text may end.
  engine.registerFilter('script_json', (value: unknown) => JSON.stringify(value).replace(/</g, '\\u003c'));
  engine.registerTag('section', SectionTag);
  return engine;
}

/** A section of its own: the file's markup in the element by which scripts find and replace it. */
export async function renderSection(
  engine: Liquid,
  { id, type, appBlocks = '' }: { id: string; type: string; appBlocks?: string },
  globals: object,
): Promise<string> {
  const section = { id, settings: {}, app_blocks: appBlocks };
  const html = (await engine.renderFile(`sections/${type}`, { ...globals, section })) as string;
  return `<div id="shopify-section-${id}" class="shopify-section">${html.trim()}</div>`;
}

/** `{% section 'header' %}`: a section that stands in the layout, named by its file. */
class SectionTag extends Tag {
  private readonly type: string;

  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid);
    this.type = token.args.trim().replace(/^['"]|['"]$/g, '');
  }

  *render(context: Context, emitter: Emitter): Generator<unknown, void, string> {
    emitter.write(yield renderSection(this.liquid, { id: this.type, type: this.type }, context.getAll()));
  }
}
