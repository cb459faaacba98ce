import { makeVisit, type VisitOrder } from './make-visit';

/** A process of its own for visits: shoppers are other people's machines, and the world's answers must not wait for their pages. */
export interface VisitRequest {
  id: number;
  order: VisitOrder;
}

process.on('message', ({ id, order }: VisitRequest) => {
  void makeVisit(order).then((outcome) => process.send?.({ id, outcome }));
});
