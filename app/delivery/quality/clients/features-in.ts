/** Features of HTML and CSS that some markup uses, by their names at caniemail.com. What only Outlook is told, in comments of its own, is left out. */
export function featuresIn(markup: string): Set<string> {
  const html = markup.replace(/<!--\[if [^!][\s\S]*?<!\[endif\]-->/g, '').replace(/<!--[\s\S]*?-->/g, '');
  const sheets = [...html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style>/gi)].map(([, sheet = '']) => sheet);
  const tags = [...html.replace(/<style\b[\s\S]*?<\/style>/gi, '').matchAll(TAG)];
  const found = new Set<string>();
  for (const [, name = '', attributes = ''] of tags) {
    addAll(found, ELEMENTS[name.toLowerCase()]);
    for (const [, attribute = '', written = ''] of attributes.matchAll(ATTRIBUTE))
      addAttribute(found, attribute.toLowerCase(), written.replace(/^["']|["']$/g, ''));
  }
  if (sheets.length > 0) found.add('html-style');
  for (const sheet of sheets) addSheet(found, sheet);
  return found;
}

const TAG = /<([a-z][a-z0-9]*)\b((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
const ATTRIBUTE = /([a-z-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)/gi;
const DECLARATION = /(?:^|[;{\s])(-{0,2}[a-z][a-z-]*)\s*:\s*([^;{}]+)/gi;

const addAll = (found: Set<string>, slugs: readonly string[] = []): void => slugs.forEach((slug) => found.add(slug));

function addAttribute(found: Set<string>, name: string, value: string): void {
  addAll(found, ATTRIBUTES[name]);
  if (name === 'style') addDeclarations(found, value);
  if (name === 'src') addAll(found, pictureOf(value));
  if (name === 'href' && value.startsWith('#') && value.length > 1) found.add('html-anchor-links');
}

function addSheet(found: Set<string>, written: string): void {
  const sheet = written.replace(/\/\*[\s\S]*?\*\//g, '');
  for (const [, rule = '', about = ''] of sheet.matchAll(/@([a-z-]+)([^{;]*)/gi)) {
    found.add(`css-at-${rule.toLowerCase()}`);
    for (const [, asked = ''] of about.matchAll(/\(\s*(?:any-)?([a-z-]+)/gi))
      found.add(`css-at-media-${asked.toLowerCase()}`);
  }
  for (const [, pseudo = ''] of sheet.matchAll(/[\w\])*]:([a-z-]+)(?=[\s,({.:])/g))
    found.add(`css-pseudo-class-${pseudo}`);
  for (const [, pseudo = ''] of sheet.matchAll(/::([a-z-]+)/g)) found.add(`css-pseudo-element-${pseudo}`);
  for (const [body] of sheet.matchAll(/\{[^{}]*\}/g)) addDeclarations(found, body.slice(1, -1));
}

/** Each declaration by its property, and by what its value needs. */
function addDeclarations(found: Set<string>, css: string): void {
  for (const [, property = '', value = ''] of css.matchAll(DECLARATION)) {
    const name = property.toLowerCase().replace(/^-(webkit|moz|ms)-/, '');
    addAll(found, name.startsWith('--') ? ['css-variables'] : (PROPERTIES[name] ?? [`css-${name}`]));
    if (name === 'display') addAll(found, DISPLAYS[value.trim().toLowerCase().split(' ')[0] ?? '']);
    for (const [, called = ''] of value.matchAll(/([a-z-]+)\(/gi)) addAll(found, FUNCTIONS[called.toLowerCase()]);
    for (const [, unit = ''] of value.matchAll(/[\d.](rem|ch|vh|vw|vmin|vmax|ex)\b/gi))
      found.add(`css-unit-${unit.toLowerCase()}`);
    if (/!important/i.test(value)) found.add('css-important');
  }
}

function pictureOf(src: string): string[] {
  const [, inline] = /^data:image\/([a-z]+)/i.exec(src) ?? [];
  const [, ending = ''] = /\.([a-z0-9]{3,5})(?:[?#]|$)/i.exec(src) ?? [];
  const format = (inline ?? ending).toLowerCase();
  return [...(inline ? ['image-base64'] : []), `image-${FORMATS[format] ?? format}`];
}

const FORMATS: Readonly<Record<string, string>> = { jpeg: 'jpg', tif: 'tiff', heic: 'heif' };

const ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    [
      'abbr',
      'audio',
      'bdi',
      'dialog',
      'form',
      'marquee',
      'meter',
      'object',
      'picture',
      'progress',
      'ruby',
      'select',
      'svg',
      'textarea',
      'video',
      'wbr',
      'style',
      'body',
      'link',
      'base',
    ].map((name) => [name, [`html-${name}`]]),
  ),
  ...Object.fromEntries(
    [
      'article',
      'aside',
      'details',
      'figcaption',
      'figure',
      'footer',
      'header',
      'main',
      'mark',
      'nav',
      'section',
      'summary',
      'time',
    ].map((name) => [name, ['html-semantics']]),
  ),
  ...{ button: ['html-button-submit'], input: ['html-input-text'], map: ['html-image-maps'] },
};

const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    [
      'aria-describedby',
      'aria-hidden',
      'aria-label',
      'aria-labelledby',
      'aria-live',
      'dir',
      'lang',
      'role',
      'srcset',
      'target',
      'background',
      'popover',
      'required',
    ].map((name) => [name, [`html-${name}`]]),
  ),
  loading: ['html-loading-attribute'],
};

/** Properties that have no name of their own there. */
const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(['left', 'right', 'top', 'bottom'].map((name) => [name, ['css-left-right-top-bottom']])),
  ...Object.fromEntries(
    ['margin-inline-start', 'margin-inline-end'].map((name) => [name, ['css-margin-inline-start-end']]),
  ),
  ...Object.fromEntries(
    ['margin-block-start', 'margin-block-end'].map((name) => [name, ['css-margin-block-start-end']]),
  ),
  ...Object.fromEntries(
    ['padding-inline-start', 'padding-inline-end'].map((name) => [name, ['css-padding-inline-start-end']]),
  ),
  ...Object.fromEntries(
    ['padding-block-start', 'padding-block-end'].map((name) => [name, ['css-padding-block-start-end']]),
  ),
  ...Object.fromEntries(['margin-inline', 'margin-block'].map((name) => [name, ['css-margin-inline-block']])),
  ...Object.fromEntries(['padding-inline', 'padding-block'].map((name) => [name, ['css-padding-inline-block']])),
  ...Object.fromEntries(['row-gap', 'column-gap'].map((name) => [name, ['css-gap']])),
  ...Object.fromEntries(
    ['grid-template-columns', 'grid-template-rows', 'grid-template-areas'].map((name) => [name, ['css-grid-template']]),
  ),
};

const DISPLAYS: Readonly<Record<string, readonly string[]>> = {
  ...{ flex: ['css-display-flex'], 'inline-flex': ['css-display-flex'], none: ['css-display-none'] },
  ...{ grid: ['css-display-grid'], 'inline-grid': ['css-display-grid'] },
};

const FUNCTIONS: Readonly<Record<string, readonly string[]>> = {
  ...{ calc: ['css-unit-calc'], var: ['css-variables'], clamp: ['css-function-clamp'], min: ['css-function-min'] },
  ...{ max: ['css-function-max'], 'light-dark': ['css-function-light-dark'], 'conic-gradient': ['css-conic-gradient'] },
  ...{ 'linear-gradient': ['css-linear-gradient'], 'radial-gradient': ['css-radial-gradient'] },
};
