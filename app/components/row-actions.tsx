import type { ReactNode } from 'react';

/** What can be done with a row that is a link as a whole: a click here, or in what is opened from here, does not follow it. */
export function RowActions({ children }: { children: ReactNode }) {
  return (
    <div role="presentation" onClick={(event) => event.stopPropagation()}>
      {children}
    </div>
  );
}
