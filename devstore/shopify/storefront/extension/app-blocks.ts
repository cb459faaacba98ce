import { isEmbed, stateOf, type BlockTarget, type ThemeState } from '../theme/theme-store';
import { createBlockRenderer } from './render-blocks';
import type { ThemeBlock, ThemeExtension } from './theme-extension';

/** The app's parts of a page, as a theme has them switched on. */
export interface AppBlocks {
  /** The embeds that go to the end of `<head>` or `<body>`, or to the beginning of `<head>`. */
  embeds(target: 'head' | 'body' | 'compliance_head', globals: object): Promise<string>;
  /** The app blocks of a template. */
  placed(template: string, target: BlockTarget, globals: object): Promise<string>;
}

export function createAppBlocks(extension: ThemeExtension): (theme: ThemeState) => AppBlocks {
  const render = createBlockRenderer(extension);

  return (theme) => {
    const isOn = ({ handle }: ThemeBlock) => stateOf(theme, handle).isOn;
    const renderAll = (blocks: ThemeBlock[], globals: object): Promise<string[]> =>
      Promise.all(blocks.map((block) => render(block, stateOf(theme, block.handle).settings, globals)));
    return {
      async embeds(target, globals) {
        const chosen = extension.blocks.filter((block) => block.target === target && isOn(block));
        return (await renderAll(chosen, globals)).join('');
      },
      async placed(template, target, globals) {
        const isHere = ({ handle }: ThemeBlock) =>
          stateOf(theme, handle).places.some((place) => place.template === template && place.target === target);
        const chosen = extension.blocks.filter((block) => !isEmbed(block) && isOn(block) && isHere(block));
        const parts = await renderAll(chosen, globals);
        return parts.map((html, index) => wrap(chosen[index]?.handle ?? '', html)).join('');
      },
    };
  };
}

const wrap = (handle: string, html: string): string =>
  `<div id="shopify-block-${handle}" class="shopify-block shopify-app-block">${html}</div>`;
