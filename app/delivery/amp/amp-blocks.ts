import type { Block, BlockOf } from '../documents/blocks';
import { sideOf, type Align, type Making } from '../documents/blocks/block-parts';
import { hrefOf } from '../documents/blocks/target';
import { NETWORK_NAMES } from '../documents/brand-kit';
import { readableOn } from '../documents/colours';
import { inlineText } from '../documents/inline-text';
import { SIZES } from '../open-time/drawing/draw';

type Parts = { [K in Block['kind']]: (block: BlockOf<K>, making: Making) => string };

const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
const said = (text: string, { linkColour }: Making, gapPx = 8): string => inlineText(text, { linkColour, gapPx }).html;

function part(making: Making, content: string, side: Align = 'start', more = ''): string {
  return `<div class="part" style="text-align:${sideOf(side, making)};background-color:${making.ground}${more}">${content}</div>`;
}

const coloured = (colour: string | undefined): string => (colour ? `;color:${colour}` : '');

/** AMP wants to know how large a picture is before it is there: it stands whole in its frame. */
const picture = (src: string, alt: string, [width, height]: readonly [number, number], layout = 'fixed'): string =>
  `<amp-img src="${src}" alt="${alt}" width="${width}" height="${height}" layout="${layout}"></amp-img>`;

const ifPicture = (it: string): string =>
  `{% if ${it}.imageUrl != "" %}${picture(`{{ ${it}.imageUrl }}`, `{{ ${it}.title }}`, [104, 104])}{% endif %}`;

const product = (it: string, more: string): string =>
  `<div class="line">${ifPicture(it)}<div class="told"><a class="title" href="{{ ${it}.url }}">{{ ${it}.title }}</a><br>${more}</div></div>`;

/** Side by side, to be moved with a finger or the keys: the one thing that AMP shows and HTML cannot. */
const carousel = (products: string, more: string): string =>
  `<amp-carousel type="carousel" layout="fixed-height" height="250">{% for product in ${products} %}<div class="card"><a href="{{ product.url }}">${picture('{{ product.imageUrl }}', '{{ product.title }}', [160, 160])}</a><div class="cardwords"><a class="title" href="{{ product.url }}">{{ product.title }}</a><br>${more}</div></div>{% endfor %}</amp-carousel>`;

const REASON = '{% if product.reason != "" %}<br><span class="soft">{{ product.reason }}</span>{% endif %}';

function drawnOr(
  { key, kind, drawnOnOpening }: BlockOf<'countdown' | 'low-stock' | 'recommendations'>,
  otherwise: string,
): string {
  if (!drawnOnOpening) return otherwise;
  const { widthPx, heightPx } = SIZES[kind === 'recommendations' ? 'recommendation' : kind];
  const image = `<amp-img src="{{ image.src }}" alt="{{ image.alt }}" width="${widthPx}" height="${heightPx}" layout="intrinsic"></amp-img>`;
  return `{% for image in drawn["${key}"] %}{% if image.url != "" %}<a href="{{ image.url }}">${image}</a>{% else %}${image}{% endif %}{% endfor %}{% unless drawn["${key}"].size > 0 %}${otherwise}{% endunless %}`;
}

const heading = (text: string, making: Making): string => (text.trim() === '' ? '' : `<h2>${said(text, making)}</h2>`);

const footerLines = (making: Making, more: string): string =>
  part(
    { ...making, ground: making.kit.colours.ground },
    `${more}<p>{{ shop.name }}, {{ shop.postalAddress }}</p>`,
    'start',
    `;color:${making.kit.colours.quiet};font-size:13px`,
  );

/** Every kind there is; code of a merchant's own is left out, since nobody wrote it for AMP. */
const PARTS: Parts = {
  header: ({ align }, making) => {
    const { logo } = making.kit;
    const shown = logo
      ? picture(attribute(logo.url), '{{ shop.name }}', [logo.widthPx, Math.round(logo.widthPx * 0.4)])
      : '<strong>{{ shop.name }}</strong>';
    return part(making, `<a class="title" href="{{ shop.url }}">${shown}</a>`, align);
  },
  heading: ({ text, size = 'large', align, colour }, making) => {
    const tag = size === 'large' ? 'h1' : 'h2';
    return part(making, `<${tag}>${said(text, making)}</${tag}>`, align, coloured(colour ?? making.ink));
  },
  text: ({ text, align, colour }, making) =>
    part(making, said(text, making, 16), align, coloured(colour ?? making.ink)),
  image: ({ src, alt, align = 'center', to, url }, making) => {
    const shown = picture(attribute(src), attribute(alt), [600, 400], 'responsive');
    return part(making, to ? `<a href="${hrefOf({ to, url })}">${shown}</a>` : shown, align);
  },
  button: (block, making) => {
    const ground = block.colour ?? making.ink ?? making.kit.colours.accent;
    const look = `background-color:${ground};color:${readableOn(ground)};border-radius:${making.kit.radiusPx}px`;
    const words = inlineText(block.label, { linkColour: 'inherit', gapPx: 0 }).html;
    return part(making, `<a class="cta" href="${hrefOf(block)}" style="${look}">${words}</a>`, block.align);
  },
  divider: (_block, making) => part(making, '<hr>'),
  spacer: ({ heightPx }, { ground }) => `<div style="height:${heightPx}px;background-color:${ground}"></div>`,
  social: ({ align }, making) => {
    const links = making.kit.social.map(
      ({ network, url }) => `<a href="${attribute(url)}">${NETWORK_NAMES[network]}</a>`,
    );
    return links.length > 0 ? part(making, links.join(' &nbsp; '), align) : '';
  },
  code: () => '',
  columns: ({ columns }, making) =>
    columns
      .flat()
      .map((each) => ampBlock(each, making))
      .join(''),
  cart: (_block, making) => {
    const { words } = making;
    const more = `<span class="soft">{% if line.isSoldOut %}${words.soldOutSince}{% else %}{{ line.quantity }} × {{ line.price }}{% endif %}</span>`;
    return part(
      making,
      `{% for line in cart.lines %}${product('line', more)}{% endfor %}<hr><p>${words.total} <strong>{{ cart.total }}</strong></p>`,
    );
  },
  about: (_block, making) => {
    const { words } = making;
    const more = `{% if product.isSoldOut %}${words.soldOutNow}{% else %}{% if product.priceWas != "" %}<s>{{ product.priceWas }}</s> {% endif %}{{ product.price }}{% endif %}{% if product.priceWas != "" %}<br><span class="soft">${words.struckOut}</span>{% endif %}`;
    return part(making, `{% for product in about %}${product('product', more)}{% endfor %}`);
  },
  recommendations: (block, making) => {
    const shown = drawnOr(block, carousel('products', `{{ product.price }}${REASON}`));
    return `{% if products.size > 0 %}${part(making, `${heading(block.heading, making)}${shown}`)}{% endif %}`;
  },
  hero: ({ key, heading: title, text, label }, making) => {
    const it = `grids["${key}"][0][0]`;
    const words = `<h1>${said(title, making)}</h1>${said(text, making, 16)}`;
    const shown = product(it, `{{ ${it}.price }}`);
    const leads = `<a class="cta" href="{% if ${it} %}{{ ${it}.url }}{% else %}{{ shop.url }}{% endif %}">${inlineText(label, { linkColour: 'inherit', gapPx: 0 }).html}</a>`;
    return `{% if ${it} %}${part(making, shown)}{% endif %}${part(making, words)}${part(making, leads)}`;
  },
  'product-grid': ({ key, heading: words = '' }, making) => {
    const rows = `grids["${key}"]`;
    const cards = `{% for row in ${rows} %}{% for product in row %}${product('product', `{{ product.price }}${REASON}`)}{% endfor %}{% endfor %}`;
    return `{% if ${rows}.size > 0 %}${part(making, `${heading(words, making)}${cards}`)}{% endif %}`;
  },
  'low-stock': (block, making) => {
    const lines = `{% for item in lowStock["${block.key}"] %}<p><strong>{{ item.line }}</strong> <span class="soft">{{ item.title }}</span></p>{% endfor %}`;
    return `{% if lowStock["${block.key}"].size > 0 %}${part(making, drawnOr(block, lines))}{% endif %}`;
  },
  countdown: (block, making) => {
    const line = `<p><strong>{{ ends["${block.key}"].line }}</strong></p>`;
    const content = `${said(block.text, making)}${drawnOr(block, line)}`;
    return `{% if ends["${block.key}"] %}${part(making, content, 'center')}{% endif %}`;
  },
  coupon: ({ text }, making) =>
    `{% if coupon %}${part(making, `<div class="coupon">${said(text, making)}<p><strong>{{ coupon.code }}</strong></p><p><a href="{{ coupon.url }}">{{ coupon.useLine }}</a></p><p class="soft">{{ coupon.untilLine }}{% if coupon.minimumLine != "" %}<br>{{ coupon.minimumLine }}{% endif %}{% if coupon.isExample %}<br>{{ coupon.exampleLine }}{% endif %}</p></div>`, 'center')}{% endif %}`,
  footer: (_block, making) =>
    footerLines(
      making,
      `<p>{{ shop.consentLine }}</p><p><a href="{{ unsubscribeUrl | raw }}">${making.words.unsubscribe}</a> &nbsp; <a href="{{ preferencesUrl }}">${making.words.preferences}</a></p>`,
    ),
  'service-footer': (_block, making) => footerLines(making, ''),
};

/** One block as AMP, with Liquid in it; nothing for who is not shown it. */
export function ampBlock(block: Block, making: Making): string {
  // TypeScript cannot follow a kind and its part together.
  const made = (PARTS[block.kind] as (each: Block, making: Making) => string)(block, making);
  return block.shownIf && made ? `{% unless hidden["${block.key}"] %}${made}{% endunless %}` : made;
}
