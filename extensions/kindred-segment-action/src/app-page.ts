const SEGMENT = /^gid:\/\/shopify\/Segment\/[1-9]\d{0,19}$/;

/** The segment whose page is open. Null: Shopify names none, as where it was not saved yet. */
export function segmentIdOf(selected: readonly { id: string }[]): string | null {
  const id = selected[0]?.id;
  return id !== undefined && SEGMENT.test(id) ? id : null;
}

/** The app's page that takes a segment over. Shopify's `app:` stands for the app's own address, and is followed by links alone. */
export const appPage = (segmentId: string): string =>
  `app:app/segments/from-shopify?segmentId=${encodeURIComponent(segmentId)}`;
