import type { ReactNode } from 'react';
import { Box } from '@shopify/polaris';

/** What stands between cards: where those reach from side to side, it keeps their inner distance. */
export const LooseRow = ({ children }: { children: ReactNode }) => (
  <Box paddingInline={{ xs: '400', sm: '0' }}>{children}</Box>
);
