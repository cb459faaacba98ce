import type { KeptFile } from '../../../kept/kept-file';
import type { ThemeBlock, ThemeExtension } from '../extension/theme-extension';

/** What the merchant has set in the theme editor: plain data, as Shopify keeps it in the theme's JSON files. */
export interface ThemeState {
  /** The app's embeds and blocks by handle. One that is not named is off. */
  blocks: Record<string, BlockState>;
}

export interface BlockState {
  isOn: boolean;
  /** What the merchant has set; all else is as the block's schema has it. */
  settings: Record<string, SettingValue>;
  /** Where an app block stands; embeds stand on every page and have none. */
  places: Place[];
}

export interface Place {
  template: string;
  target: BlockTarget;
}

export type SettingValue = string | number | boolean;

/** Shopify's words for the place of an app block: in the template's main section, or in a section of its own. */
export type BlockTarget = 'mainSection' | 'newAppsSection';

/** The theme as the storefront shows it, with the unsaved states that open theme editors preview. */
export interface ThemeStore {
  /** The app's part of the theme. */
  readonly extension: ThemeExtension;
  get(): ThemeState;
  set(state: ThemeState): void;
  /** What the editor of that id shows at the moment; undefined when there is none. */
  draft(id: string): ThemeState | undefined;
  keepDraft(id: string, state: ThemeState): void;
}

/** Drafts that are kept: editors that were closed without a word are forgotten, the oldest first. */
const MOST_DRAFTS = 20;

/** `kept` holds what was saved. Until something is, the app's embeds are on, as after a merchant has followed the app's link and pressed Save. */
export function createThemeStore(extension: ThemeExtension, kept: KeptFile<ThemeState>): ThemeStore {
  const drafts = new Map<string, ThemeState>();
  return {
    extension,
    get: () => structuredClone(kept.read() ?? withEmbeds({ blocks: {} }, extension, true)),
    set: (state) => kept.write(structuredClone(state)),
    draft: (id) => drafts.get(id),
    keepDraft(id, state) {
      drafts.delete(id);
      drafts.set(id, structuredClone(state));
      const [oldest] = drafts.keys();
      if (drafts.size > MOST_DRAFTS && oldest !== undefined) drafts.delete(oldest);
    },
  };
}

const OFF: BlockState = { isOn: false, settings: {}, places: [] };

export const stateOf = (theme: ThemeState, handle: string): BlockState => theme.blocks[handle] ?? OFF;

export const isEmbed = ({ target }: Pick<ThemeBlock, 'target'>): boolean => target !== 'section';

/** The same theme with all of the extension's embeds switched on or off. */
export function withEmbeds(theme: ThemeState, extension: ThemeExtension, isOn: boolean): ThemeState {
  const embeds = extension.blocks.filter(isEmbed).map(({ handle }) => [handle, { ...stateOf(theme, handle), isOn }]);
  return { blocks: { ...theme.blocks, ...(Object.fromEntries(embeds) as ThemeState['blocks']) } };
}

/** Whether the theme shows any of the app's embeds. */
export const hasEmbed = (store: ThemeStore): boolean =>
  store.extension.blocks.some((block) => isEmbed(block) && stateOf(store.get(), block.handle).isOn);
