-- What a catalogue's change is worth telling, until flows were offered it.
CREATE TABLE "catalog_news" (
    "shopId" UUID NOT NULL,
    "variantId" TEXT NOT NULL,
    "change" TEXT NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "productId" TEXT NOT NULL,
    "before" DOUBLE PRECISION,
    "after" DOUBLE PRECISION,
    "lowestMinor" DOUBLE PRECISION,

    CONSTRAINT "catalog_news_pkey" PRIMARY KEY ("shopId","variantId","change","occurredAt"),
    CONSTRAINT "catalog_news_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE
);
ALTER TABLE "catalog_news" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "catalog_news" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "catalog_news" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));

-- How far a flow is with telling its people of one.
CREATE TABLE "flow_tellings" (
    "shopId" UUID NOT NULL,
    "flowKey" TEXT NOT NULL,
    "variantId" TEXT NOT NULL,
    "change" TEXT NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "productId" TEXT NOT NULL,
    "priceWasMinor" DOUBLE PRECISION,
    "priceNowMinor" DOUBLE PRECISION NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "why" TEXT,
    "afterId" UUID,
    "begun" INTEGER NOT NULL DEFAULT 0,
    "waveAt" TIMESTAMPTZ(3),
    "waveBegun" INTEGER NOT NULL DEFAULT 0,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "flow_tellings_pkey" PRIMARY KEY ("shopId","flowKey","variantId","change","occurredAt"),
    CONSTRAINT "flow_tellings_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE,
    CONSTRAINT "flow_tellings_flow" FOREIGN KEY ("shopId", "flowKey") REFERENCES "flows"("shopId", "key") ON DELETE CASCADE
);
CREATE INDEX "flow_tellings_waiting" ON "flow_tellings"("shopId", "dueAt") WHERE "state" = 'waiting';
ALTER TABLE "flow_tellings" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "flow_tellings" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "flow_tellings" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));

-- Who wants to be told when something can be bought again. An address's, so that it goes with it and follows it.
CREATE TABLE "product_requests" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "addressId" UUID NOT NULL,
    "productId" TEXT NOT NULL,
    "variantId" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "product_requests_pkey" PRIMARY KEY ("shopId","id"),
    CONSTRAINT "product_requests_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE,
    CONSTRAINT "product_requests_address" FOREIGN KEY ("shopId", "addressId") REFERENCES "addresses"("shopId", "id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "product_requests_open" ON "product_requests"("shopId", "addressId", "variantId") WHERE "state" = 'open';
CREATE INDEX "product_requests_shopId_variantId_id_idx" ON "product_requests"("shopId", "variantId", "id");
CREATE INDEX "product_requests_shopId_addressId_idx" ON "product_requests"("shopId", "addressId");
ALTER TABLE "product_requests" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "product_requests" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "product_requests" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));
