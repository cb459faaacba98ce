import { z } from 'zod';
import { trackLinksOptions } from '../servers/servers';

const text = z.string().nullish();

/** The JSON of one message as `POST /email` takes it. Names are exact, and a name that is not here is refused. */
export const messageFields = z.strictObject({
  From: text,
  To: text,
  Cc: text,
  Bcc: text,
  ReplyTo: text,
  Subject: text,
  Tag: text,
  HtmlBody: text,
  TextBody: text,
  MessageStream: text,
  TrackOpens: z.boolean().nullish(),
  TrackLinks: z.enum(trackLinksOptions).nullish(),
  Headers: z.array(z.strictObject({ Name: z.string(), Value: z.string() })).nullish(),
  Metadata: z.record(z.string(), z.string()).nullish(),
  Attachments: z
    .array(
      z.strictObject({
        Name: z.string(),
        Content: z.string(),
        ContentType: z.string(),
        ContentID: text,
        ContentLength: z.number().nullish(),
        Disposition: text,
      }),
    )
    .nullish(),
});
export type MessageFields = z.infer<typeof messageFields>;

/** The names of the fields that a schema did not accept, for `Invalid request field(s): 'To', 'Color'.` */
export function badFieldNames(error: z.ZodError): string[] {
  const names = error.issues.flatMap((issue) =>
    issue.path.length === 0 && issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0] ?? 'body')],
  );
  return [...new Set(names)];
}
