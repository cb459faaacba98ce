import { Liquid } from 'liquidjs';
import type { MailData, MailTemplates, RenderedMail } from './mail-data.ts';

/**
 * Cooperative limits; the thread this runs in is killed when they do not hold. Milliseconds, and LiquidJS's units of memory. A mail takes a
 * third of a millisecond: the time is wide, since a machine that stands still for a moment must cost nobody a mail.
 */
const LIMITS = { parseLimit: 2e5, renderLimit: 2_000, memoryLimit: 1e6 };

const html = new Liquid({
  ...LIMITS,
  outputEscape: 'escape',
  ownPropertyOnly: true,
  relativeReference: false,
  templates: {},
});
const plain = new Liquid({ ...LIMITS, ownPropertyOnly: true, relativeReference: false, templates: {} });

const parsed = new Map<string, ReturnType<Liquid['parse']>>();
const MOST_PARSED = 200;

function parse(engine: Liquid, template: string) {
  const key = `${engine === html ? 'html' : 'plain'}:${template}`;
  const known = parsed.get(key);
  if (known) return known;
  if (parsed.size >= MOST_PARSED) parsed.clear();
  const fresh = engine.parse(template);
  parsed.set(key, fresh);
  return fresh;
}

/** Fills one mail's templates with one person's data. Throws what LiquidJS throws: its message names the template's line. */
export function renderLiquid(templates: MailTemplates, data: MailData): RenderedMail {
  const fill = (engine: Liquid, template: string, scope: object): string =>
    String(engine.renderSync(parse(engine, template), scope));
  const subject = fill(plain, templates.subject, data).replace(/\s+/g, ' ').trim();
  return {
    subject,
    html: fill(html, templates.html, { ...data, subject }),
    text: fill(plain, templates.text, data),
    ...(templates.amp === undefined ? {} : { amp: fill(html, templates.amp, { ...data, subject }) }),
  };
}
