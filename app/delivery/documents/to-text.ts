import { unreachable } from '~/platform/errors';
import { TARGETS, type Block, type EmailDocument } from './document';

/** The same mail for those who read plain text, as a Liquid template. */
export function toText(document: EmailDocument): string {
  return document.blocks.map(blockText).join('\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'header':
      return '{{ shop.name | raw }}\n';
    case 'heading':
      return `${block.text}\n`;
    case 'text':
      return `${block.text}\n`;
    case 'cart':
      return `{% for line in cart.lines %}{% if line.isSoldOut %}- {{ line.title | raw }} (sold out since you left it)
{% else %}- {{ line.quantity }} × {{ line.title | raw }}{% if line.variantTitle %} ({{ line.variantTitle | raw }}){% endif %}: {{ line.total | raw }}
{% endif %}{% endfor %}Total: {{ cart.total | raw }}
`;
    case 'about':
      return `{% for product in about %}- {{ product.title | raw }}{% if product.isSoldOut %} (sold out just now){% else %}, {{ product.price | raw }}{% if product.priceWas != "" %} (the lowest of the 30 days before: {{ product.priceWas | raw }}){% endif %}{% endif %}: {{ product.url | raw }}
{% endfor %}`;
    case 'button':
      return `${block.label}: {{ ${TARGETS[block.to]} | raw }}\n`;
    case 'recommendations':
      return `{% if products.size > 0 %}${block.heading}
{% for product in products %}- {{ product.title | raw }}, {{ product.price | raw }} ({{ product.reason | raw }}): {{ product.url | raw }}
{% endfor %}{% endif %}`;
    case 'coupon':
      return `{% if coupon %}${block.text}
{{ coupon.code | raw }}
{{ coupon.untilLine | raw }}
{% if coupon.minimumLine != "" %}{{ coupon.minimumLine | raw }}
{% endif %}{% if coupon.isExample %}{{ coupon.exampleLine | raw }}
{% endif %}{% endif %}`;
    case 'footer':
      return `--
{{ shop.consentLine | raw }}
{{ shop.name | raw }}, {{ shop.postalAddress | raw }}
Unsubscribe: {{ unsubscribeUrl | raw }}
Choose what you get: {{ preferencesUrl | raw }}
`;
    case 'service-footer':
      return `--
{{ shop.name | raw }}, {{ shop.postalAddress | raw }}
`;
    default:
      return unreachable(block);
  }
}
