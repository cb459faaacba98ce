/**
 * The addresses that a recipient's mail carries: where clicks, opens and unsubscribes arrive. Each names a message, one of its recipients
 * and, for a click, a link that stands in the stored message; the address itself carries no target, so it cannot redirect anywhere else.
 */
export const publicPaths = {
  click: (messageId: string, recipient: number, location: 'HTML' | 'Text', link: number) =>
    `/click/${messageId}/${recipient}/${location}/${link}`,
  open: (messageId: string, recipient: number) => `/open/${messageId}/${recipient}`,
  unsubscribe: (messageId: string, recipient: number) => `/unsubscribe/${messageId}/${recipient}`,
  resubscribe: (messageId: string, recipient: number) => `/resubscribe/${messageId}/${recipient}`,
};
