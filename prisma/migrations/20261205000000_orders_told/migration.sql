-- A keyed hash of what was last told of an order: what is told again just like that has nothing to record.
ALTER TABLE "orders" ADD COLUMN "toldHash" TEXT;
