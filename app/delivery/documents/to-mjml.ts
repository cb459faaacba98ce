import { unreachable } from '~/platform/errors';
import { TARGETS, type Block, type EmailDocument } from './document';

const INK = '#1f2328';
const QUIET = '#646b73';
const ACCENT = '#1d4f3f';
const LINE = '#e4e1da';
const PAPER = '#ffffff';
const GROUND = '#f5f3ee';

/**
 * The document as MJML, in which Liquid stands as opaque text. Conditions and loops wrap whole sections or whole rows of a column, never
 * halves of a table, so that what MJML compiles (tables for Outlook included) stays whole whatever the data.
 */
export function toMjml(document: EmailDocument): string {
  return `<mjml lang="{{ locale }}">
  <mj-head>
    <mj-title>{{ subject }}</mj-title>
    <mj-preview>${document.preheader}</mj-preview>
    <mj-attributes>
      <mj-all font-family="Helvetica Neue, Helvetica, Arial, sans-serif" color="${INK}" />
      <mj-text font-size="16px" line-height="24px" padding="0 32px 16px" />
      <mj-section background-color="${PAPER}" padding="0" />
      <mj-image padding="0" />
    </mj-attributes>
    <mj-style>
      @media (prefers-color-scheme: dark) {
        body, .ground, .ground > table, .ground > div, .ground td { background: #16181a !important; }
        .paper div, .paper a, .paper td { color: #eceae5 !important; }
        .paper, .paper > table, .paper > div, .paper td { background: #202326 !important; }
        .quiet div, .quiet a, .paper .soft { color: #b4b9bf !important; }
        .rule p { border-top-color: #3b4045 !important; }
        .picture { background-color: #ffffff !important; border-radius: 8px; }
        .paper .cta a, .paper .cta td { color: #ffffff !important; background: ${ACCENT} !important; }
      }
    </mj-style>
    <mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>
  </mj-head>
  <mj-body background-color="${GROUND}" css-class="ground" width="600px">
    ${document.blocks.map(blockMjml).join('\n')}
  </mj-body>
</mjml>`;
}

function blockMjml(block: Block): string {
  switch (block.kind) {
    case 'header':
      return section(
        `<mj-text padding="32px 32px 8px" font-size="20px" font-weight="700" letter-spacing="0.3px"><a href="{{ shop.url }}" style="color:inherit;text-decoration:none">{{ shop.name }}</a></mj-text>`,
      );
    case 'heading':
      return section(
        `<mj-text font-size="28px" line-height="34px" font-weight="700" padding="16px 32px 12px">${block.text}</mj-text>`,
      );
    case 'text':
      return section(`<mj-text>${block.text}</mj-text>`);
    case 'cart':
      return cartMjml();
    case 'about':
      return aboutMjml();
    case 'button':
      return section(
        `<mj-button css-class="cta" href="{{ ${TARGETS[block.to]} }}" background-color="${ACCENT}" color="#ffffff" font-size="16px" font-weight="700" border-radius="8px" inner-padding="16px 32px" padding="16px 32px 32px" align="left">${block.label}</mj-button>`,
      );
    case 'recommendations':
      return recommendationsMjml(block.heading);
    case 'coupon':
      return couponMjml(block.text);
    case 'footer':
      return footerMjml();
    case 'service-footer':
      return serviceFooterMjml();
    default:
      return unreachable(block);
  }
}

const section = (content: string): string =>
  `<mj-section css-class="paper"><mj-column>${content}</mj-column></mj-section>`;

/** Each line of the cart is a section of its own; a line that sold out since says so and is not counted. */
function cartMjml(): string {
  return `<mj-raw>{% for line in cart.lines %}</mj-raw>
    <mj-section css-class="paper" padding="0 32px 16px">
      <mj-group>
        <mj-column width="24%" vertical-align="middle">
          <mj-raw>{% if line.imageUrl != "" %}</mj-raw>
          <mj-image css-class="picture" src="{{ line.imageUrl }}" alt="{{ line.title }}" width="104px" align="left" border-radius="8px" href="{{ line.url }}" />
          <mj-raw>{% endif %}</mj-raw>
        </mj-column>
        <mj-column width="52%" vertical-align="middle">
          <mj-text padding="0 12px"><strong>{{ line.title }}</strong>{% if line.variantTitle %}<br /><span class="soft" style="color:${QUIET}">{{ line.variantTitle }}</span>{% endif %}<br /><span class="soft" style="color:${QUIET}">{% if line.isSoldOut %}Sold out since you left it{% else %}{{ line.quantity }} × {{ line.price }}{% endif %}</span></mj-text>
        </mj-column>
        <mj-column width="24%" vertical-align="middle">
          <mj-text padding="0" align="right">{% unless line.isSoldOut %}<strong>{{ line.total }}</strong>{% endunless %}</mj-text>
        </mj-column>
      </mj-group>
    </mj-section>
    <mj-raw>{% endfor %}</mj-raw>
    <mj-section css-class="paper" padding="0 32px 8px"><mj-column>
      <mj-divider css-class="rule" border-width="1px" border-color="${LINE}" padding="0 0 16px" />
      <mj-text padding="0" align="right">Total <strong>{{ cart.total }}</strong></mj-text>
    </mj-column></mj-section>`;
}

/** One product large; several as lines, so that a large order does not make a long mail. One without a picture is its words alone. */
function aboutMjml(): string {
  const picture = (width: string) =>
    `<mj-raw>{% if product.imageUrl != "" %}</mj-raw>
      <mj-image css-class="picture" src="{{ product.imageUrl }}" alt="{{ product.title }}" href="{{ product.url }}" border-radius="8px" ${width} />
      <mj-raw>{% endif %}</mj-raw>`;
  const words = (padding: string) =>
    `<mj-text padding="${padding}"><a href="{{ product.url }}" style="color:inherit;text-decoration:none"><strong>{{ product.title }}</strong></a><br /><span class="soft" style="color:${QUIET}">{% if product.isSoldOut %}Sold out just now{% elsif product.priceWas != "" %}<s>{{ product.priceWas }}</s> &nbsp;</span><strong>{{ product.price }}</strong><span class="soft" style="color:${QUIET};font-size:14px"><br />Struck out: the lowest price of the 30 days before{% else %}{{ product.price }}{% endif %}</span></mj-text>`;
  return `<mj-raw>{% for product in about %}{% if about.size == 1 %}</mj-raw>
    <mj-section css-class="paper" padding="8px 32px 16px"><mj-column>
      ${picture('padding="0 0 16px" fluid-on-mobile="true"')}
      ${words('0')}
    </mj-column></mj-section>
    <mj-raw>{% else %}</mj-raw>
    <mj-section css-class="paper" padding="0 32px 16px"><mj-group>
      <mj-column width="24%" vertical-align="middle">${picture('width="104px" align="left"')}</mj-column>
      <mj-column width="76%" vertical-align="middle">${words('0 12px')}</mj-column>
    </mj-group></mj-section>
    <mj-raw>{% endif %}{% endfor %}</mj-raw>`;
}

/** Rows of two; an odd last one leaves its neighbour's cell empty. Nothing at all is shown when there is nothing to recommend. */
function recommendationsMjml(heading: string): string {
  const product = (place: number) => `<mj-column css-class="product">
        <mj-raw>{% if row[${place}] %}</mj-raw>
        <mj-image css-class="picture" src="{{ row[${place}].imageUrl }}" alt="{{ row[${place}].title }}" href="{{ row[${place}].url }}" border-radius="8px" padding="0 16px 8px" fluid-on-mobile="true" />
        <mj-text padding="0 16px 24px" font-size="16px" line-height="22px"><a href="{{ row[${place}].url }}" style="color:inherit;text-decoration:none"><strong>{{ row[${place}].title }}</strong></a><br />{{ row[${place}].price }}<br /><span class="soft" style="color:${QUIET};font-size:14px">{{ row[${place}].reason }}</span></mj-text>
        <mj-raw>{% endif %}</mj-raw>
      </mj-column>`;
  return `<mj-raw>{% if products.size > 0 %}</mj-raw>
    ${section(`<mj-divider css-class="rule" border-width="1px" border-color="${LINE}" padding="0 32px 24px" /><mj-text font-size="20px" line-height="26px" font-weight="700">${heading}</mj-text>`)}
    <mj-raw>{% for row in productRows %}</mj-raw>
    <mj-section css-class="paper" padding="0 16px">${product(0)}${product(1)}</mj-section>
    <mj-raw>{% endfor %}{% endif %}</mj-raw>`;
}

/** The code stands alone, in one line on a phone as well, to be read out or copied; all of it is words, so that it is there without pictures. */
function couponMjml(text: string): string {
  return `<mj-raw>{% if coupon %}</mj-raw>
    <mj-section css-class="paper" padding="8px 32px 24px">
      <mj-column border="2px dashed ${ACCENT}" border-radius="8px" padding="20px 0 4px" css-class="coupon">
        <mj-text align="center" padding="0 24px 4px">${text}</mj-text>
        <mj-text align="center" padding="0 8px 8px" font-size="20px" line-height="32px" font-weight="700" letter-spacing="1px"><span style="white-space:nowrap">{{ coupon.code }}</span></mj-text>
        <mj-text align="center" padding="0 24px 16px" font-size="14px" line-height="20px"><span class="soft" style="color:${QUIET}">{{ coupon.untilLine }}{% if coupon.minimumLine != "" %}<br />{{ coupon.minimumLine }}{% endif %}{% if coupon.isExample %}<br />{{ coupon.exampleLine }}{% endif %}</span></mj-text>
      </mj-column>
    </mj-section>
    <mj-raw>{% endif %}</mj-raw>`;
}

function footerMjml(): string {
  return `<mj-section background-color="${GROUND}" css-class="ground quiet" padding="24px 0 40px"><mj-column>
      <mj-text font-size="13px" line-height="20px" color="${QUIET}" padding="0 32px 8px">{{ shop.consentLine }}</mj-text>
      <mj-text font-size="13px" line-height="20px" color="${QUIET}" padding="0 32px 8px">{{ shop.name }}, {{ shop.postalAddress }}</mj-text>
      <mj-text font-size="13px" line-height="20px" color="${QUIET}" padding="0 32px"><a href="{{ unsubscribeUrl | raw }}" style="color:${QUIET}">Unsubscribe</a> &nbsp; <a href="{{ preferencesUrl }}" data-pm-no-track style="color:${QUIET}">Choose what you get</a></mj-text>
    </mj-column></mj-section>`;
}

function serviceFooterMjml(): string {
  return `<mj-section background-color="${GROUND}" css-class="ground quiet" padding="24px 0 40px"><mj-column>
      <mj-text font-size="13px" line-height="20px" color="${QUIET}" padding="0 32px">{{ shop.name }}, {{ shop.postalAddress }}</mj-text>
    </mj-column></mj-section>`;
}
