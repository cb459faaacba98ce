import type { StoreCollection } from '../../store';
import { StoreRefusal } from './refusal';
import { found, type LiveState } from './state';

export function createCollection(state: LiveState, input: { handle: string; title: string }): StoreCollection {
  if (state.data.collections.some(({ handle }) => handle === input.handle)) {
    throw new StoreRefusal('taken', `Handle has already been taken: ${input.handle}.`);
  }
  return state.act((tell, now) => {
    const collection: StoreCollection = { ...input, id: state.nextId('Collection'), updatedAt: now };
    state.data.collections.push(collection);
    state.collections.set(collection.id, collection);
    tell({ topic: 'collections/create', collection });
    return collection;
  });
}

export function updateCollection(state: LiveState, collectionId: string, changes: { title: string }): StoreCollection {
  const collection = found(state.collections.get(collectionId), `collection ${collectionId}`);
  return state.act((tell, now) => {
    Object.assign(collection, changes, { updatedAt: now });
    tell({ topic: 'collections/update', collection });
    return collection;
  });
}

/** Products are not told of: being in a collection is none of their own fields. */
export function deleteCollection(state: LiveState, collectionId: string): void {
  const collection = found(state.collections.get(collectionId), `collection ${collectionId}`);
  state.act((tell) => {
    state.data.collections.splice(state.data.collections.indexOf(collection), 1);
    state.collections.delete(collectionId);
    for (const product of state.data.products)
      product.collectionIds = product.collectionIds.filter((id) => id !== collectionId);
    tell({ topic: 'collections/delete', collection });
  });
}
