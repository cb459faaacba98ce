import type { ShopifyGlobal } from '@shopify/app-bridge-types';
import type { PickerQuestion, ResourceType } from '../protocol';
import type { Host } from './host';
import { refuse } from './refuse';

const TYPES: readonly string[] = ['product', 'variant', 'collection'] satisfies ResourceType[];

type Options = Parameters<ShopifyGlobal['resourcePicker']>[0];

/** `shopify.resourcePicker`: undefined when the person chose nothing; otherwise what was chosen, also under the old name `selection`. */
export function createResourcePicker(host: Host): ShopifyGlobal['resourcePicker'] {
  const pick = async (options: Options) => {
    const chosen = await host.ask('pick', questionOf(options));
    return chosen === null ? undefined : Object.assign(chosen, { selection: chosen });
  };
  return pick as ShopifyGlobal['resourcePicker'];
}

function questionOf(options: Options): PickerQuestion {
  const { type, action = 'add', filter = {}, multiple = false, query = '', selectionIds = [] } = options;
  if (!TYPES.includes(type)) refuse(`resourcePicker knows product, variant and collection, not ${String(type)}.`);
  const selected = selectionIds.map(({ id, variants }) => ({ id, ...(variants ? { variants } : {}) }));
  for (const { id } of selected)
    if (!id.startsWith('gid://shopify/'))
      refuse(`resourcePicker's selectionIds are GIDs; ${JSON.stringify(id)} is none.`);
  return {
    ...{ type, action, query, selected },
    limit: typeof multiple === 'number' ? multiple : multiple ? Infinity : 1,
    filter: {
      query: filter.query ?? '',
      hidden: filter.hidden ?? true,
      variants: filter.variants ?? true,
      draft: filter.draft ?? true,
      archived: filter.archived ?? true,
    },
  };
}
