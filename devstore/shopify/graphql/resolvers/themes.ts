import { gid } from '../../gid';
import { utcSeconds } from '../../instants';
import { connectInOrder, type ConnectionArgs } from '../connections';
import type { AdminContext } from '../context';
import { SETTINGS_DATA } from './theme-settings-data';

interface ThemeFile {
  id: string;
  filename: string;
  content: string;
}

const FILES: readonly ThemeFile[] = [
  { id: 'config/settings_data.json', filename: 'config/settings_data.json', content: SETTINGS_DATA },
];

/** The one theme of the store, which is published. */
const theme = { id: gid('OnlineStoreTheme', 128051937), name: 'Linden', role: 'MAIN' };

export const themeResolvers = {
  QueryRoot: {
    themes: (
      _source: unknown,
      { roles, ...args }: ConnectionArgs & { roles?: string[] | null },
      context: AdminContext,
    ) => connectInOrder(!roles || roles.includes(theme.role) ? [theme] : [], args, context),
  },
  OnlineStoreTheme: {
    processing: () => false,
    processingFailed: () => false,
    files: (
      _theme: unknown,
      { filenames, ...args }: ConnectionArgs & { filenames?: string[] | null },
      context: AdminContext,
    ) =>
      connectInOrder(filenames ? FILES.filter(({ filename }) => filenames.includes(filename)) : FILES, args, context),
  },
  OnlineStoreThemeFileConnection: { userErrors: () => [] },
  OnlineStoreThemeFile: {
    body: ({ content }: ThemeFile) => ({ id: gid('OnlineStoreThemeFileBodyText', 1), content }),
    contentType: () => 'application/json',
    size: ({ content }: ThemeFile) => String(Buffer.byteLength(content)),
    updatedAt: (_file: unknown, _args: unknown, { world }: AdminContext) => utcSeconds(world.state.clock.now()),
  },
};
