import { action } from './action';

export const NAME_QUERY = 'query SegmentName($id: ID!) { segment(id: $id) { name } }';

/** What a segment is called; null where Shopify does not tell, as to staff who may not see customers. */
export async function readName(id: string): Promise<string | null> {
  try {
    const { data } = await action().query<{ segment: { name: string } | null }>(NAME_QUERY, { variables: { id } });
    return data?.segment?.name || null;
  } catch {
    return null;
  }
}
