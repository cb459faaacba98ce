import { z } from 'zod';
import { ofColumn, ofEveryBlock } from './block-parts';

/** Markup of the merchant's own. Nothing in it runs in any mail client; what would is refused, so that nobody relies on it. */
export const code = z.object({
  ...ofEveryBlock,
  kind: z.literal('code'),
  html: z
    .string()
    .max(20_000)
    .refine((html) => !/<\s*(script|iframe|object|embed|form|link|meta|base)\b/i.test(html), {
      message: 'scripts, frames, forms and links to other files work in no mail: take them out',
    })
    .refine((html) => !/\son[a-z]+\s*=|javascript:/i.test(html), {
      message:
        'a mail runs no scripts: take out attributes that begin with “on”, and addresses that begin with “javascript:”',
    }),
  /** For those who read plain text. */
  text: z.string().max(5_000).optional(),
});

export const codeParts = ofColumn<z.infer<typeof code>>({
  inColumn: ({ html }, { insetPx }) => `<mj-text padding="0 ${insetPx}px 16px">${html}</mj-text>`,
  text: ({ text = '' }) => (text ? `${text}\n` : ''),
});
