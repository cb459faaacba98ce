import { z } from 'zod';
import { inlineText } from '../inline-text';
import { liquid, ofEveryBlock, type BlockParts } from './block-parts';

/** The reader's own code of the offer that the mail carries, and until when it is good. Nothing at all where it carries none. */
export const coupon = z.object({ ...ofEveryBlock, kind: z.literal('coupon'), text: liquid });

/** The code stands alone, in one line on a phone as well, to be read out or copied; all of it is words, so that it is there without pictures. */
export const couponParts: BlockParts<z.infer<typeof coupon>> = {
  saying: ['text'],
  rows({ text }, { kit, ground, rowClass, linkColour }) {
    const { html } = inlineText(text, { linkColour, gapPx: 8 });
    return `<mj-raw>{% if coupon %}</mj-raw>
    <mj-section css-class="${rowClass}" background-color="${ground}" padding="8px 32px 24px">
      <mj-column border="2px dashed ${kit.colours.accent}" border-radius="${kit.radiusPx}px" padding="20px 0 4px" css-class="coupon">
        <mj-text align="center" padding="0 24px 4px">${html}</mj-text>
        <mj-text align="center" padding="0 8px 8px" font-size="20px" line-height="32px" font-weight="700" letter-spacing="1px"><span style="white-space:nowrap">{{ coupon.code }}</span></mj-text>
        <mj-text align="center" padding="0 24px 8px"><a href="{{ coupon.url }}" style="color:${linkColour};font-weight:700">{{ coupon.useLine }}</a></mj-text>
        <mj-text align="center" padding="0 24px 16px" font-size="14px" line-height="20px"><span class="soft" style="color:${kit.colours.quiet}">{{ coupon.untilLine }}{% if coupon.minimumLine != "" %}<br />{{ coupon.minimumLine }}{% endif %}{% if coupon.isExample %}<br />{{ coupon.exampleLine }}{% endif %}</span></mj-text>
      </mj-column>
    </mj-section>
    <mj-raw>{% endif %}</mj-raw>`;
  },
  text: ({ text }, { linkColour }) => `{% if coupon %}${inlineText(text, { linkColour, gapPx: 8 }).plain}
{{ coupon.code | raw }}
{{ coupon.useLine | raw }}: {{ coupon.url | raw }}
{{ coupon.untilLine | raw }}
{% if coupon.minimumLine != "" %}{{ coupon.minimumLine | raw }}
{% endif %}{% if coupon.isExample %}{{ coupon.exampleLine | raw }}
{% endif %}{% endif %}`,
};
