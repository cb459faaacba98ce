import { makeVisit, type VisitOrder } from './make-visit';

/** A process of its own for visits: shoppers are other people's machines, and the world's answers must not wait for their pages. */
export interface VisitRequest {
  id: number;
  order: VisitOrder;
}

// Orders may be long in coming; what loads ahead of this file lets a process end that has nothing else to do.
process.channel?.ref();
// A request that a page's script lets fail unheard, such as to a shop that has just gone, ends no browser either.
process.on('unhandledRejection', () => undefined);
process.on('message', ({ id, order }: VisitRequest) => {
  void makeVisit(order).then((outcome) => process.send?.({ id, outcome }));
});
