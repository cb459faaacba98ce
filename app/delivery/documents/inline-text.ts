import { marked, type Token, type Tokens } from 'marked';

/**
 * What merchants write: text with Liquid in it and the few marks of Markdown that a mail can show: **bold**, *italic*, ~~struck~~, [words](address), lists,
 * lines and paragraphs. Everything else, markup included, stands as it was written.
 */
export interface InlineText {
  html: string;
  plain: string;
}

export interface TextLook {
  linkColour: string;
  /** Below each paragraph but the last. */
  gapPx: number;
}

export function inlineText(source: string, look: TextLook): InlineText {
  const { text, restored } = withoutLiquid(source);
  const tokens = marked.lexer(text, { gfm: true, breaks: true });
  const blocks = tokens.filter(({ type }) => type !== 'space');
  return {
    html: restored(
      blocks.map((token, at) => blockHtml(token, look, blocks.length === 1, at === blocks.length - 1)).join(''),
    ),
    plain: restored(blocks.map(blockPlain).join('\n\n')),
  };
}

/** Liquid is no text: Markdown must not see its quotes, stars and brackets. It stands for a moment as characters that nobody writes. */
const LIQUID = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;
const [OPEN, CLOSE] = ['\uE000', '\uE001'];
const STAND_IN = new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'g');

function withoutLiquid(source: string): { text: string; restored(made: string): string } {
  const found: string[] = [];
  const text = source.replaceAll(/[\uE000\uE001]/g, '').replace(LIQUID, (tag) => {
    found.push(tag);
    return `${OPEN}${found.length - 1}${CLOSE}`;
  });
  return { text, restored: (made) => made.replace(STAND_IN, (_all, at: string) => found[Number(at)] ?? '') };
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Blocks of Markdown whose marks are shown, beside lists. */
const SHOWN = new Set(['paragraph', 'text']);

const inlines = (token: Token): Token[] | undefined => (token as { tokens?: Token[] }).tokens;

function blockHtml(token: Token, look: TextLook, isAlone: boolean, isLast: boolean): string {
  const margin = `margin:0${isLast ? '' : ` 0 ${look.gapPx}px`}`;
  if (token.type === 'list') {
    const { ordered, start, items } = token as Tokens.List;
    const tag = ordered ? 'ol' : 'ul';
    const first = ordered && start !== 1 ? ` start="${start}"` : '';
    const rows = items.map((item) => `<li>${item.tokens.map((each) => inlineHtml(each, look)).join('')}</li>`);
    return `<${tag}${first} style="${margin};padding-inline-start:20px;display:inline-block;text-align:start">${rows.join('')}</${tag}>`;
  }
  const inner = SHOWN.has(token.type)
    ? (inlines(token) ?? []).map((each) => inlineHtml(each, look)).join('')
    : escaped(token.raw.trim());
  return isAlone ? inner : `<p style="${margin}">${inner}</p>`;
}

function inlineHtml(token: Token, look: TextLook): string {
  const inner = () =>
    inlines(token)
      ?.map((each) => inlineHtml(each, look))
      .join('') ?? escaped((token as { text?: string }).text ?? token.raw);
  switch (token.type) {
    case 'strong':
      return `<strong>${inner()}</strong>`;
    case 'em':
      return `<em>${inner()}</em>`;
    case 'del':
      return `<s>${inner()}</s>`;
    case 'br':
      return '<br />';
    case 'link':
      return linkHtml(token as Tokens.Link, inner(), look);
    case 'text':
      return inner();
    case 'escape':
      return escaped((token as Tokens.Escape).text);
    default:
      return escaped(token.raw);
  }
}

/** Only what can be followed from a mail; anything else is shown as it was written. */
const FOLLOWED = new RegExp(`^(https?://|mailto:|tel:|${OPEN})`);

const linkHtml = ({ href, raw }: Tokens.Link, words: string, { linkColour }: TextLook): string =>
  FOLLOWED.test(href) ? `<a href="${escaped(href)}" style="color:${linkColour}">${words}</a>` : escaped(raw);

export interface InlineLink {
  href: string;
  /** What one reads of it. */
  words: string;
}

/** Its links in their order, Liquid included. */
export function linksIn(source: string): InlineLink[] {
  const { text, restored } = withoutLiquid(source);
  const found: InlineLink[] = [];
  void marked.walkTokens(marked.lexer(text, { gfm: true, breaks: true }), (token) => {
    if (token.type !== 'link' || !FOLLOWED.test((token as Tokens.Link).href)) return;
    const { href, text: words } = token as Tokens.Link;
    found.push({ href: restored(href), words: restored(words) });
  });
  return found;
}

function blockPlain(token: Token): string {
  if (SHOWN.has(token.type)) return (inlines(token) ?? []).map(inlinePlain).join('');
  if (token.type !== 'list') return token.raw.trim();
  const { ordered, start, items } = token as Tokens.List;
  return items
    .map((item, at) => `${ordered ? `${Number(start) + at}.` : '-'} ${item.tokens.map(inlinePlain).join('')}`)
    .join('\n');
}

function inlinePlain(token: Token): string {
  if (token.type === 'br') return '\n';
  if (token.type === 'link') {
    const { href, text, raw } = token as Tokens.Link;
    if (!FOLLOWED.test(href)) return raw;
    return text === href ? href : `${inlines(token)?.map(inlinePlain).join('') ?? text} (${href})`;
  }
  if (token.type === 'escape') return (token as Tokens.Escape).text;
  const inner = inlines(token);
  return inner ? inner.map(inlinePlain).join('') : token.type === 'text' ? (token as Tokens.Text).text : token.raw;
}
