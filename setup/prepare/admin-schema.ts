import { join } from 'node:path';
import { stateFolder } from '../places.mjs';
import { ensurePackedFile, type PackedFile } from './packed-file';

/** Where the Admin API's schema is kept: a gzipped introspection result. */
export const ADMIN_SCHEMA_FILE = join(stateFolder, 'schema', 'admin_2026-10.json.gz');

/** As a dependency the package would bring 350 MB; only this one file is taken. */
const ADMIN_SCHEMA: PackedFile = {
  name: 'The Admin API schema',
  file: ADMIN_SCHEMA_FILE,
  package: '@shopify/dev-mcp@1.16.0',
  fileInPackage: 'package/dist/data/admin_2026-10.json.gz',
  sha256: 'f3b522f264556925eada700e795e4a002a9cba83444ebcc6c0d724254a0c6593',
};

export const ensureAdminSchema = (
  say: (note: string) => void,
  options: Partial<Pick<PackedFile, 'file' | 'sha256' | 'fetchPackage'>> = {},
): Promise<void> => ensurePackedFile(say, { ...ADMIN_SCHEMA, ...options });
