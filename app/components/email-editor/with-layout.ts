import { LAYOUTS, type BlockOf } from '~/delivery/documents/blocks';

type Columns = BlockOf<'columns'>;

/** Columns in another layout: nothing is lost, what has no column any more stands in the last one. */
export function withLayout({ columns }: Columns, layout: Columns['layout']): Pick<Columns, 'layout' | 'columns'> {
  const places = LAYOUTS[layout].length;
  const kept = Array.from({ length: places }, (_, at) => columns[at] ?? []);
  const homeless = columns.slice(places).flat();
  return { layout, columns: kept.map((own, at) => (at === places - 1 ? [...own, ...homeless] : own)) };
}
