-- Nothing is kept for ever: how long is the shop's to say, and each day what is older is let go of.

CREATE TABLE "retention_settings" (
    "shopId" UUID NOT NULL,
    "payloadDays" INTEGER NOT NULL,
    "visitorDays" INTEGER NOT NULL,
    "contentDays" INTEGER NOT NULL,
    "historyMonths" INTEGER NOT NULL,
    "peopleMonths" INTEGER NOT NULL,
    "accessLogMonths" INTEGER NOT NULL,

    CONSTRAINT "retention_settings_pkey" PRIMARY KEY ("shopId")
);

CREATE TABLE "retention_runs" (
    "shopId" UUID NOT NULL,
    "begunAt" TIMESTAMPTZ(3) NOT NULL,
    "step" TEXT,
    "cursor" TEXT,
    "removed" JSONB NOT NULL DEFAULT '{}',
    "historySince" TIMESTAMPTZ(3),
    "lastDoneAt" TIMESTAMPTZ(3),

    CONSTRAINT "retention_runs_pkey" PRIMARY KEY ("shopId")
);

CREATE TABLE "ledger_checks" (
    "shopId" UUID NOT NULL,
    "checkedAt" TIMESTAMPTZ(3) NOT NULL,
    "entries" INTEGER NOT NULL,
    "brokenAt" BIGINT,

    CONSTRAINT "ledger_checks_pkey" PRIMARY KEY ("shopId")
);

-- Behind the tenants' wall like every table with a "shopId".
DO $$
DECLARE each TEXT;
BEGIN
  FOREACH each IN ARRAY ARRAY['retention_settings', 'retention_runs', 'ledger_checks'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE', each, each || '_shop');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', each);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', each);
    EXECUTE format('CREATE POLICY "own_shop" ON %I USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()))', each);
  END LOOP;
END $$;

-- What is oldest is found without looking at the rest.
CREATE INDEX "message_contents_rendered" ON "message_contents"("shopId", "renderedAt");
CREATE INDEX "carts_changed" ON "carts"("shopId", "linesChangedAt");
