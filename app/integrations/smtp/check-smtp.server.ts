import type { SmtpCheck } from '~/delivery/sending/smtp-check';
import { messageOf } from '~/platform/errors';
import { connectSmtp, type SmtpOptions } from './smtp-connection.server';

export const createSmtpCheck =
  (options: SmtpOptions): SmtpCheck =>
  async (account) => {
    try {
      (await connectSmtp(account, options)).quit();
      return null;
    } catch (error) {
      return messageOf(error);
    }
  };
