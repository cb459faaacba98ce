-- An order has one last touch and any number of mails that helped.
ALTER TABLE "attributions" DROP CONSTRAINT "attributions_pkey";
ALTER TABLE "attributions" ADD CONSTRAINT "attributions_pkey" PRIMARY KEY ("shopId","orderId","model","messageId");
CREATE INDEX "attributions_shopId_model_orderedAt_idx" ON "attributions"("shopId", "model", "orderedAt");

-- How a shop wants orders credited; no row: as is usual.
CREATE TABLE "attribution_settings" (
    "shopId" UUID NOT NULL,
    "clickDays" INTEGER NOT NULL,
    "openDays" INTEGER NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attribution_settings_pkey" PRIMARY KEY ("shopId"),
    CONSTRAINT "attribution_settings_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE
);

-- That all is being credited anew, and how far that is. What is shown stays as it was until it is done.
CREATE TABLE "attribution_rebuilds" (
    "shopId" UUID NOT NULL,
    "clickDays" INTEGER NOT NULL,
    "openDays" INTEGER NOT NULL,
    "cursor" UUID,
    "done" INTEGER NOT NULL DEFAULT 0,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attribution_rebuilds_pkey" PRIMARY KEY ("shopId"),
    CONSTRAINT "attribution_rebuilds_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE
);

-- What a rebuild has found so far.
CREATE TABLE "attribution_drafts" (
    "shopId" UUID NOT NULL,
    "orderId" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "messageId" UUID NOT NULL,
    "profileId" UUID NOT NULL,
    "touchKind" TEXT NOT NULL,
    "touchedAt" TIMESTAMPTZ(3) NOT NULL,
    "orderedAt" TIMESTAMPTZ(3) NOT NULL,
    "revenueMinor" DOUBLE PRECISION NOT NULL,
    "currency" TEXT NOT NULL,

    CONSTRAINT "attribution_drafts_pkey" PRIMARY KEY ("shopId","orderId","model","messageId"),
    CONSTRAINT "attribution_drafts_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE
);

DO $$
DECLARE "name" TEXT;
BEGIN
  FOREACH "name" IN ARRAY ARRAY['attribution_settings', 'attribution_rebuilds', 'attribution_drafts'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', "name");
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', "name");
    EXECUTE format('CREATE POLICY "own_shop" ON %I USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()))', "name");
  END LOOP;
END $$;
