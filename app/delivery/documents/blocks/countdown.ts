import { z } from 'zod';
import { FONTS } from '../brand-kit';
import { inlineText } from '../inline-text';
import { liquid, ofEveryBlock, type BlockParts } from './block-parts';
import { drawnOr, onOpening } from './drawn-images';

/** To which moment it counts. */
const until = z.discriminatedUnion('kind', [
  /** The end of the reader's own code. */
  z.object({ kind: z.literal('coupon') }),
  /** As the clock in the store's time zone has it. */
  z.object({
    kind: z.literal('moment'),
    at: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'give the day and the time, like 2026-12-06T18:00'),
  }),
]);

export const countdown = z.object({ ...ofEveryBlock, ...onOpening, kind: z.literal('countdown'), text: liquid, until });

/**
 * In words the day and the hour, not how many hours are left: words in a mail stay as they were sent, and "two days left" would be untrue the day after; a picture that
 * is drawn when the mail is opened says how many are left then. Nothing at all where it is over when the mail leaves, or where there is no end.
 */
export const countdownParts: BlockParts<z.infer<typeof countdown>> = {
  saying: ['text'],
  rows(block, making) {
    const { key, text } = block;
    const { kit, ground, rowClass, linkColour, insetPx } = making;
    const { html } = inlineText(text, { linkColour, gapPx: 8 });
    const line = `<mj-text align="center" padding="0" font-family="${FONTS[kit.fonts.heading].stack}" font-size="20px" line-height="28px" font-weight="700">{{ ends["${key}"].line }}</mj-text>`;
    return `<mj-raw>{% if ends["${key}"] %}</mj-raw>
    <mj-section css-class="${rowClass}" background-color="${ground}" padding="8px ${insetPx}px 24px"><mj-column>
      <mj-text align="center" padding="0 0 4px">${html}</mj-text>
      ${drawnOr(block, making, 'center', line)}
    </mj-column></mj-section>
    <mj-raw>{% endif %}</mj-raw>`;
  },
  text: ({ key, text }, { linkColour }) =>
    `{% if ends["${key}"] %}${inlineText(text, { linkColour, gapPx: 8 }).plain}
{{ ends["${key}"].line | raw }}
{% endif %}`,
};
