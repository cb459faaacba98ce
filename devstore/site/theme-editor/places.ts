import type { ThemeBlock } from '../../shopify/storefront/extension/theme-extension';
import { EDITABLE_TEMPLATES, readTemplate, TAKES_APP_BLOCKS } from '../../shopify/storefront/theme/page-templates';
import type { BlockTarget, Place } from '../../shopify/storefront/theme/theme-store';

/** Templates that may show the block. */
export const templatesFor = (block: Pick<ThemeBlock, 'templates'>): string[] =>
  Object.keys(EDITABLE_TEMPLATES).filter((name) => block.templates?.includes(name) ?? true);

export const mayStandOn = (block: Pick<ThemeBlock, 'templates'>, template: string): boolean =>
  templatesFor(block).includes(template);

/** The place on a template: a section of its own where the template's main section takes no app blocks. */
export function placeOn(template: string, wanted: BlockTarget): Place {
  const takesBlocks = Object.values(readTemplate(template).sections).some(({ type }) => TAKES_APP_BLOCKS.has(type));
  return { template, target: takesBlocks ? wanted : 'newAppsSection' };
}
