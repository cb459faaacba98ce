-- What Shopify's Marketing page was told of flows and campaigns, and of their days.
CREATE TABLE "marketing_activities" (
    "shopId" UUID NOT NULL,
    "remoteId" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "told" JSONB,
    "toldAt" TIMESTAMPTZ(3),
    "refused" JSONB,
    "problem" TEXT,

    CONSTRAINT "marketing_activities_pkey" PRIMARY KEY ("shopId","remoteId")
);

CREATE TABLE "marketing_days" (
    "shopId" UUID NOT NULL,
    "remoteId" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "figures" JSONB NOT NULL,
    "toldAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "marketing_days_pkey" PRIMARY KEY ("shopId","remoteId","day"),
    CONSTRAINT "marketing_days_shopId_remoteId_fkey" FOREIGN KEY ("shopId", "remoteId") REFERENCES "marketing_activities"("shopId", "remoteId") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "marketing_checks" (
    "shopId" UUID NOT NULL,
    "installedAt" TIMESTAMPTZ(3),
    "lookAt" TIMESTAMPTZ(3) NOT NULL,
    "daysUntil" DATE,
    "problem" TEXT,
    "leaseUntil" TIMESTAMPTZ(3),

    CONSTRAINT "marketing_checks_pkey" PRIMARY KEY ("shopId")
);

DO $$
DECLARE own_table TEXT;
BEGIN
  FOREACH own_table IN ARRAY ARRAY['marketing_activities', 'marketing_days', 'marketing_checks'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE', own_table, own_table || '_shop');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', own_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', own_table);
    EXECUTE format('CREATE POLICY "own_shop" ON %I USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()))', own_table);
  END LOOP;
END $$;
