import { z } from 'zod';
import { ofColumn, ofEveryBlock } from './block-parts';

export const divider = z.object({ ...ofEveryBlock, kind: z.literal('divider') });
export const dividerParts = ofColumn<z.infer<typeof divider>>({
  inColumn: (_block, { kit, insetPx }) =>
    `<mj-divider css-class="rule" border-width="1px" border-color="${kit.colours.line}" padding="8px ${insetPx}px 24px" />`,
  text: () => '----\n',
});

export const spacer = z.object({
  ...ofEveryBlock,
  kind: z.literal('spacer'),
  heightPx: z.int().min(4).max(120),
});
export const spacerParts = ofColumn<z.infer<typeof spacer>>({
  inColumn: ({ heightPx }) => `<mj-spacer height="${heightPx}px" />`,
  text: () => '',
});
