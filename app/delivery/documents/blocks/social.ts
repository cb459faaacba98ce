import { z } from 'zod';
import { NETWORK_NAMES } from '../brand-kit';
import { align, ofColumn, ofEveryBlock, sideOf } from './block-parts';

export const social = z.object({ ...ofEveryBlock, kind: z.literal('social'), align: align.optional() });

/** Words, not pictures: they are read with images off, by screen readers and in dark mode alike. Nothing where the shop is nowhere. */
export const socialParts = ofColumn<z.infer<typeof social>>({
  inColumn({ align: side = 'start' }, { kit, words, insetPx }) {
    if (kit.social.length === 0) return '';
    const links = kit.social.map(
      ({ network, url }) =>
        `<a href="${url.replaceAll('&', '&amp;')}" style="color:${kit.colours.quiet};white-space:nowrap">${NETWORK_NAMES[network]}</a>`,
    );
    return `<mj-text css-class="quiet" align="${sideOf(side, { words })}" font-size="14px" line-height="24px" padding="0 ${insetPx}px 16px">${links.join(' &nbsp; ')}</mj-text>`;
  },
  text: (_block, { kit }) => kit.social.map(({ network, url }) => `${NETWORK_NAMES[network]}: ${url}\n`).join(''),
});
