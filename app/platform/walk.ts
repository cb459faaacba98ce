/** Walks a list a page at a time, each from where the one before ended, until one is not full. */
export async function* walk<Row, Place>(
  size: number,
  pageAfter: (place: Place | null) => Promise<Row[]>,
  placeOf: (row: Row) => Place,
): AsyncGenerator<Row[]> {
  let place: Place | null = null;
  for (;;) {
    const page = await pageAfter(place);
    if (page.length) yield page;
    const last = page.at(-1);
    if (!last || page.length < size) return;
    place = placeOf(last);
  }
}
