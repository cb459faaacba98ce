import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { z } from 'zod';
import type { Vault } from '~/platform/crypto/vault.server';
import type { OutgoingEmail } from './email-transport';

const keptMailSchema = z.object({
  ...{ subject: z.string(), html: z.string(), text: z.string(), from: z.string() },
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
});

/** A mail as it left. */
export type KeptMail = z.infer<typeof keptMailSchema>;

/** The first bytes of whatever zstd wrote (RFC 8878, 3.1.1); what was kept before mails were packed begins with a brace. */
const PACKED = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
/** Mails are mostly markup: packed as lightly as this little is left of it; signed links are what does not pack. */
const LIGHTLY = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Packs and seals a mail as it leaves, so that it can be shown again. */
export function sealMail(vault: Vault, shopId: string, mail: OutgoingEmail): Buffer<ArrayBuffer> {
  const { subject, html, text, headers, from } = mail;
  return vault.sealBytes(zstdCompressSync(JSON.stringify({ subject, html, text, headers, from }), LIGHTLY), shopId);
}

/** Throws where the bytes were changed, or are another shop's. */
export function openMail(vault: Vault, shopId: string, sealed: Uint8Array): KeptMail {
  const bytes = vault.openBytes(sealed, shopId);
  const isPacked = bytes.subarray(0, PACKED.length).equals(PACKED);
  return keptMailSchema.parse(JSON.parse((isPacked ? zstdDecompressSync(bytes) : bytes).toString('utf8')));
}
