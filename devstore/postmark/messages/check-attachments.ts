import { errorBody, type ErrorBody } from '../http/api-error';
import type { MessageFields } from './fields';

/** File name endings that Postmark refuses, from its guide to sending with the API. */
const forbiddenEndings = new Set(
  'vbs exe bin bat chm com cpl crt hlp hta inf ins isp jse lnk mdb pcd pif reg scr sct shs vbe vba wsf wsh wsl msc msi msp mst'.split(
    ' ',
  ),
);

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Postmark's error for the first attachment that may not be sent, or null. */
export function checkAttachments(attachments: NonNullable<MessageFields['Attachments']>): ErrorBody | null {
  for (const { Name, Content, ContentType } of attachments) {
    if (Name === '' || /[\r\n\0"]/.test(Name))
      return errorBody(300, 'Each attachment needs a Name of one line without quotation marks.');
    const ending = Name.slice(Name.lastIndexOf('.') + 1).toLowerCase();
    if (forbiddenEndings.has(ending)) return errorBody(411, `Attachment file type not allowed: '${Name}'.`);
    if (!base64.test(Content)) return errorBody(300, `The Content of the attachment '${Name}' is not base64.`);
    if (!/^[\w.+-]+\/[\w.+-]+/.test(ContentType))
      return errorBody(300, `The ContentType of the attachment '${Name}' is not a media type.`);
  }
  return null;
}
