-- Where an order was sent to, and where somebody lives as their orders say: apart from what was told of themselves.
ALTER TABLE "orders" ADD COLUMN "shippedTo" JSONB;
ALTER TABLE "profiles" ADD COLUMN "orderedPlace" JSONB;
