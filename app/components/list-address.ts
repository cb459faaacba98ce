import { useLocation, useNavigate, useNavigation } from '@remix-run/react';

/** A list's filters as they stand in its address. */
export interface ListAddress {
  /** Of the page that is shown or, while the next one is on its way, of that. */
  get(name: string): string;
  set(name: string, value: string): void;
  /** Several at once, by their names. */
  change(values: Record<string, string>): void;
  /** The same list with another cursor. */
  withCursor(kind: 'older' | 'newer', cursor: string | null): string | undefined;
  /** Goes there. */
  turn(kind: 'older' | 'newer', cursor: string): void;
  /** The list is on its way with other filters or another page of it. */
  isLoading: boolean;
  hasFilters: boolean;
  /** The filters as they stand in an address, with the question mark; empty where there are none. */
  search: string;
}

/**
 * @param names the filters; whatever else stands in the address (a session's token, a cursor) is not carried over
 * @param isPart the list is a part of its page: what is seen of the page stays where it is
 */
export function useListAddress(names: string[], { isPart = false } = {}): ListAddress {
  const location = useLocation();
  const navigation = useNavigation();
  const navigate = useNavigate();
  const isLoading = navigation.state === 'loading' && navigation.location.pathname === location.pathname;
  const shown = new URLSearchParams(isLoading ? navigation.location.search : location.search);
  const filters = new URLSearchParams(
    names.flatMap((name) => (shown.get(name) ? [[name, shown.get(name) ?? '']] : [])),
  );
  const address = (changes: Record<string, string>) => {
    const search = new URLSearchParams(filters);
    for (const [name, value] of Object.entries(changes))
      if (value) search.set(name, value);
      else search.delete(name);
    return search.size ? `${location.pathname}?${search}` : location.pathname;
  };
  const change = (values: Record<string, string>) => navigate(address(values), { preventScrollReset: isPart });
  return {
    isLoading,
    hasFilters: filters.size > 0,
    search: filters.size ? `?${filters}` : '',
    get: (name) => filters.get(name) ?? '',
    set: (name, value) => change({ [name]: value }),
    change,
    turn: (kind, cursor) => change({ [kind]: cursor }),
    withCursor: (kind, cursor) => (cursor ? address({ [kind]: cursor }) : undefined),
  };
}
