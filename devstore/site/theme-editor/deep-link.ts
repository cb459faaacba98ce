import type { ThemeBlock, ThemeExtension } from '../../shopify/storefront/extension/theme-extension';
import { isEmbed, stateOf, type BlockTarget, type ThemeState } from '../../shopify/storefront/theme/theme-store';
import { mayStandOn, placeOn } from './places';

/** What an app's link into the theme editor asks for. */
export interface DeepLink {
  template: string;
  /** `CLIENT-ID/HANDLE` of an embed to switch on. */
  activateAppId: string;
  /** `CLIENT-ID/HANDLE` of a block to put on the template. */
  addAppBlockId: string;
  target: string;
}

/** The theme as the editor shows it after such a link: switched on, and not yet saved. What the link names wrongly is left as it was. */
export function followDeepLink(theme: ThemeState, extension: ThemeExtension, link: DeepLink): ThemeState {
  const named = (id: string) => extension.blocks.find(({ handle }) => id.endsWith(`/${handle}`));
  const embed = named(link.activateAppId);
  const block = named(link.addAppBlockId);
  const blocks = { ...theme.blocks };
  if (embed && isEmbed(embed)) blocks[embed.handle] = { ...stateOf(theme, embed.handle), isOn: true };
  if (block && !isEmbed(block)) blocks[block.handle] = added(block, theme, link);
  return { blocks };
}

function added(block: ThemeBlock, theme: ThemeState, { template, target }: DeepLink) {
  const state = stateOf(theme, block.handle);
  const isHere = state.places.some((place) => place.template === template);
  if (isHere || !mayStandOn(block, template)) return { ...state, isOn: true };
  const wanted: BlockTarget = target === 'mainSection' ? target : 'newAppsSection';
  return { ...state, isOn: true, places: [...state.places, placeOn(template, wanted)] };
}
