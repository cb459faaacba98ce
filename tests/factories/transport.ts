import type { EmailTransport } from '~/delivery/sending/email-transport';
import { createEmailTransport } from '~/integrations/email-transport.server';
import type { PostmarkClients } from '~/integrations/postmark/postmark-client.server';
import { createPostmarkTransport } from '~/integrations/postmark/postmark-transport.server';
import type { SmtpOptions } from '~/integrations/smtp/smtp-connection.server';
import { createSmtpTransport } from '~/integrations/smtp/smtp-transport.server';

/** The ways mail leaves, as the app has them. */
export const transportBy = (
  clients: PostmarkClients,
  smtp: SmtpOptions = { name: 'kindred.example' },
): EmailTransport => createEmailTransport(createPostmarkTransport(clients), createSmtpTransport(smtp));
