/** Where a block stands in a mail as it is drawn, in the mail's own pixels. */
export interface PartArea {
  key: string;
  left: number;
  top: number;
  width: number;
  height: number;
}

const MARK = /^(\/?)part:([a-z0-9-]{1,40})$/;

/** Where the blocks of a mail stand whose marks are in it; one that shows nothing is not among them. */
export function areasIn(mail: Document): PartArea[] {
  const begun = new Map<string, Comment>();
  const areas: PartArea[] = [];
  for (const mark of commentsIn(mail)) {
    const [, end, key = ''] = MARK.exec(mark.data) ?? [];
    if (end === undefined) continue;
    const begin = begun.get(key);
    if (end === '') begun.set(key, mark);
    else if (begin) areas.push({ key, ...between(begin, mark) });
  }
  return areas.filter(({ width, height }) => width > 0 && height > 0);
}

function* commentsIn(mail: Document): Generator<Comment> {
  const walker = mail.createTreeWalker(mail.documentElement, NodeFilter.SHOW_COMMENT);
  for (let at = walker.nextNode(); at; at = walker.nextNode()) yield at as Comment;
}

function between(begin: Comment, end: Comment): Omit<PartArea, 'key'> {
  const range = begin.ownerDocument.createRange();
  range.setStartAfter(begin);
  range.setEndBefore(end);
  const { left, top, width, height } = range.getBoundingClientRect();
  return { left, top, width, height };
}

/** The block at a point: of those that hold it the smallest, such as the one in a column. */
export function areaAt(areas: readonly PartArea[], { x, y }: { x: number; y: number }): PartArea | null {
  const holding = areas.filter(
    ({ left, top, width, height }) => x >= left && x < left + width && y >= top && y < top + height,
  );
  return holding.reduce<PartArea | null>(
    (least, each) => (least && sizeOf(least) <= sizeOf(each) ? least : each),
    null,
  );
}

const sizeOf = ({ width, height }: PartArea): number => width * height;
