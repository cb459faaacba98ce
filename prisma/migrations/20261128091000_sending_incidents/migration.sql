-- Since when a shop's mail does not leave, and whether its owner was told.
CREATE TABLE "sending_incidents" (
    "shopId" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "detail" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "toldAt" TIMESTAMPTZ(3),

    CONSTRAINT "sending_incidents_pkey" PRIMARY KEY ("shopId")
);
ALTER TABLE "sending_incidents" ADD CONSTRAINT "sending_incidents_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE;
ALTER TABLE "sending_incidents" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "sending_incidents" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "sending_incidents" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));
