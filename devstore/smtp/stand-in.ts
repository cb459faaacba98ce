import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** What a server may do to a mail, beside taking it. */
export type SmtpFault = 'refuse' | 'busy' | 'hang-up-before' | 'hang-up-after' | 'silent-after';

export interface TakenMail {
  to: string[];
  from: string;
  raw: string;
  user: string;
}

export interface SmtpStandIn {
  port: number;
  /** The certificate to trust. */
  taken: TakenMail[];
  /** What happens to mails to an address, whichever server. */
  faults: Map<string, SmtpFault>;
  logins: number;
  close(): Promise<void>;
}

export interface SmtpStandInOptions {
  key: string;
  cert: string;
  user: string;
  password: string;
}

/** A mail server as merchants have them: TLS from the first byte, a login, and now and then a bad day. */
export async function openSmtp({ key, cert, user, password }: SmtpStandInOptions): Promise<SmtpStandIn> {
  const taken: TakenMail[] = [];
  const faults = new Map<string, SmtpFault>();
  const standIn = { taken, faults, logins: 0 };
  const faultOf = ({ envelope }: SMTPServerSession): SmtpFault | undefined =>
    envelope.rcptTo.map(({ address }) => faults.get(address)).find((fault) => fault !== undefined);
  const sockets = new Set<{ destroy(): void }>();
  const server = new SMTPServer({
    ...{ secure: true, key, cert, authMethods: ['PLAIN', 'LOGIN'], closeTimeout: 200 },
    onAuth({ username, password: given }, _session, done) {
      standIn.logins += 1;
      const isRight = username === user && given === password;
      done(isRight ? null : new Error('Authentication failed'), isRight ? { user } : undefined);
    },
    onRcptTo({ address }, _session, done) {
      const fault = faults.get(address);
      if (fault === 'refuse') return done(answer(550, `No such mailbox: <${address}>`));
      if (fault === 'busy') return done(answer(451, 'Try again later'));
      done();
    },
    onData(stream: SMTPServerDataStream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const fault = faultOf(session);
        if (fault === 'hang-up-before') return hangUp();
        const { envelope } = session;
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        taken.push({
          from,
          to: envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString(),
          user,
        });
        if (fault === 'hang-up-after') return hangUp();
        if (fault !== 'silent-after') done();
      });
    },
  });
  const hangUp = (): void => sockets.forEach((socket) => socket.destroy());
  server.on('error', () => undefined);
  server.server.on('secureConnection', (socket: { destroy(): void; once(event: string, then: () => void): void }) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    hangUp();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return Object.assign(standIn, { port, close });
}

const answer = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });
