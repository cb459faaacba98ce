import { z } from 'zod';

/** A mail server of a merchant's own. Sending in the clear is no choice: passwords and addresses would be read on the way. */
export const smtpAccountSchema = z.object({
  host: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/, 'must be the name of a server, such as smtp.example.com'),
  port: z.coerce.number().int().min(1).max(65_535),
  /** TLS from the first byte (usually port 465), or after the greeting (usually 587). */
  security: z.enum(['tls', 'starttls']),
  user: z.string().trim().min(1, 'is needed: servers take mail for others only from those they know').max(320),
  password: z.string().min(1, 'is needed').max(1_000),
});

export type SmtpAccount = z.infer<typeof smtpAccountSchema>;
