import { z } from 'zod';
import { ofEveryBlock, row, sideOf, type BlockParts, type Making } from './block-parts';

export const footer = z.object({ ...ofEveryBlock, kind: z.literal('footer') });

/** For mails without advertising, which nobody can unsubscribe from: they come only where somebody asks. */
export const serviceFooter = z.object({ ...ofEveryBlock, kind: z.literal('service-footer') });

const line = ({ kit, words }: Making, content: string, padding = '0 32px 8px'): string =>
  `<mj-text align="${sideOf('start', { words })}" font-size="13px" line-height="20px" color="${kit.colours.quiet}" padding="${padding}">${content}</mj-text>`;

const onGround = (making: Making, lines: string): string =>
  row({ ground: making.kit.colours.ground, rowClass: 'ground quiet' }, lines, '24px 0 40px');

export const footerParts: BlockParts<z.infer<typeof footer>> = {
  rows(_block, making) {
    const { kit, words } = making;
    const link = (href: string, label: string, more = '') =>
      `<a href="{{ ${href} }}"${more} style="color:${kit.colours.quiet}">${label}</a>`;
    return onGround(
      making,
      line(making, '{{ shop.consentLine }}') +
        line(making, '{{ shop.name }}, {{ shop.postalAddress }}') +
        line(
          making,
          `${link('unsubscribeUrl | raw', words.unsubscribe)} &nbsp; ${link('preferencesUrl', words.preferences, ' data-pm-no-track')}`,
          '0 32px',
        ),
    );
  },
  text: (_block, { words }) => `--
{{ shop.consentLine | raw }}
{{ shop.name | raw }}, {{ shop.postalAddress | raw }}
${words.unsubscribe}: {{ unsubscribeUrl | raw }}
${words.preferences}: {{ preferencesUrl | raw }}
`,
};

export const serviceFooterParts: BlockParts<z.infer<typeof serviceFooter>> = {
  rows: (_block, making) => onGround(making, line(making, '{{ shop.name }}, {{ shop.postalAddress }}', '0 32px')),
  text: () => `--
{{ shop.name | raw }}, {{ shop.postalAddress | raw }}
`,
};
