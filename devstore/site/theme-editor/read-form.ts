import type { BlockSetting } from '../../shopify/storefront/extension/block-setting';
import type { ThemeBlock, ThemeExtension } from '../../shopify/storefront/extension/theme-extension';
import {
  isEmbed,
  type BlockState,
  type BlockTarget,
  type SettingValue,
  type ThemeState,
} from '../../shopify/storefront/theme/theme-store';
import { mayStandOn, placeOn } from './places';

/** A form as it was posted: names with one value or several. Nothing in it is certain. */
export type Fields = Record<string, string | string[] | undefined>;

/** The names of the fields of a block. */
export const fieldNames = {
  isOn: (handle: string) => `on.${handle}`,
  templates: (handle: string) => `templates.${handle}`,
  target: (handle: string) => `target.${handle}`,
  setting: (handle: string, id: string) => `setting.${handle}.${id}`,
};

/** The theme that the editor's form describes. A field that is missing or holds what its setting does not take leaves the default. */
export function readThemeForm(fields: Fields, extension: ThemeExtension): ThemeState {
  return { blocks: Object.fromEntries(extension.blocks.map((block) => [block.handle, readBlock(fields, block)])) };
}

function readBlock(fields: Fields, block: ThemeBlock): BlockState {
  const { handle } = block;
  const settings = block.settings.flatMap((setting) => {
    if (!setting.id) return [];
    const value = readSetting(setting, textOf(fields[fieldNames.setting(handle, setting.id)]));
    return value === undefined ? [] : [[setting.id, value] as const];
  });
  return {
    isOn: fields[fieldNames.isOn(handle)] !== undefined,
    settings: Object.fromEntries(settings),
    places: isEmbed(block) ? [] : readPlaces(fields, block),
  };
}

function readPlaces(fields: Fields, block: ThemeBlock): BlockState['places'] {
  const asked = fields[fieldNames.templates(block.handle)] ?? [];
  const isMain = textOf(fields[fieldNames.target(block.handle)]) === 'mainSection';
  const target: BlockTarget = isMain ? 'mainSection' : 'newAppsSection';
  return [asked]
    .flat()
    .filter((template) => mayStandOn(block, template))
    .map((template) => placeOn(template, target));
}

const textOf = (value: string | string[] | undefined): string | undefined => [value].flat().at(-1);

/** The value of a setting; undefined when the field holds none that it takes. A checkbox that was not sent is not ticked. */
function readSetting(setting: BlockSetting, text: string | undefined): SettingValue | undefined {
  if (setting.type === 'checkbox') return text !== undefined;
  if (text === undefined) return undefined;
  switch (setting.type) {
    case 'number':
    case 'range':
      return readNumber(setting, text);
    case 'select':
    case 'radio':
      return setting.options?.some(({ value }) => value === text) ? text : undefined;
    case 'color':
      return /^#[0-9a-f]{6}$/i.test(text) ? text : undefined;
    default:
      return text;
  }
}

function readNumber({ min = -Infinity, max = Infinity }: BlockSetting, text: string): number | undefined {
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : undefined;
}
