/** Liquid's `paginate` for a list: which page it shows and the links to its others. */
export interface PageLinks {
  current_page: number;
  pages: number;
  previous: { url: string } | null;
  next: { url: string } | null;
  /** The row of numbers; a gap is no page and has no link. */
  parts: { title: string; url: string; is_link: boolean }[];
}

/** `asked` is moved into what there is. `urlOf` gives the address of a page, counted from 1. */
export function linkPages(asked: number, pages: number, urlOf: (page: number) => string): PageLinks {
  const page = Math.min(Math.max(1, pages), asked);
  const link = (to: number) => (to >= 1 && to <= pages ? { url: urlOf(to) } : null);
  const shown = Array.from({ length: pages }, (_, index) => index + 1).filter(
    (each) => each === 1 || each === pages || Math.abs(each - page) <= 1,
  );
  const parts = shown.flatMap((each, index) => {
    const isAfterGap = each - (shown[index - 1] ?? each) > 1;
    const part = { title: String(each), url: urlOf(each), is_link: each !== page };
    return isAfterGap ? [{ title: '…', url: '', is_link: false }, part] : [part];
  });
  return { current_page: page, pages, previous: link(page - 1), next: link(page + 1), parts };
}
