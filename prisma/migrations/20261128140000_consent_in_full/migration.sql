-- Entries written from now on say how their text was made; older ones verify as they were.
ALTER TABLE "consent_entries" ADD COLUMN "format" INTEGER NOT NULL DEFAULT 1;

ALTER TABLE "senders" ADD COLUMN "transactionalStream" TEXT;

CREATE TABLE "consent_wordings" (
    "shopId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "locale" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_wordings_pkey" PRIMARY KEY ("shopId","version")
);

CREATE TABLE "consent_settings" (
    "shopId" UUID NOT NULL,
    "doubleOptIn" TEXT NOT NULL DEFAULT 'off',
    "countries" TEXT[],
    "topics" JSONB,
    "wordingVersion" INTEGER,

    CONSTRAINT "consent_settings_pkey" PRIMARY KEY ("shopId")
);

CREATE TABLE "consent_tellings" (
    "shopId" UUID NOT NULL,
    "addressId" UUID NOT NULL,
    "listener" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "optInLevel" TEXT,
    "entrySeq" BIGINT NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "leaseUntil" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "toldAt" TIMESTAMPTZ(3),

    CONSTRAINT "consent_tellings_pkey" PRIMARY KEY ("shopId","addressId","listener")
);
CREATE INDEX "consent_tellings_shopId_status_dueAt_idx" ON "consent_tellings"("shopId", "status", "dueAt");

CREATE TABLE "mail_preferences" (
    "shopId" UUID NOT NULL,
    "addressId" UUID NOT NULL,
    "topicsOff" TEXT[],
    "minutesBetween" INTEGER,
    "pausedUntil" TIMESTAMPTZ(3),
    "locale" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_preferences_pkey" PRIMARY KEY ("shopId","addressId")
);

CREATE TABLE "confirmations" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "addressId" UUID NOT NULL,
    "evidence" JSONB NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "confirmations_pkey" PRIMARY KEY ("shopId","id")
);
CREATE INDEX "confirmations_shopId_addressId_kind_askedAt_idx" ON "confirmations"("shopId", "addressId", "kind", "askedAt");

CREATE TABLE "privacy_requests" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "addressId" UUID NOT NULL,
    "profileId" UUID NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'asked',
    "confirmedAt" TIMESTAMPTZ(3),
    "doneAt" TIMESTAMPTZ(3),

    CONSTRAINT "privacy_requests_pkey" PRIMARY KEY ("shopId","id")
);
CREATE INDEX "privacy_requests_shopId_state_dueAt_idx" ON "privacy_requests"("shopId", "state", "dueAt");
CREATE INDEX "privacy_requests_shopId_profileId_idx" ON "privacy_requests"("shopId", "profileId");

-- Behind the tenants' wall like every table with a "shopId".
DO $$
DECLARE each TEXT;
BEGIN
  FOREACH each IN ARRAY ARRAY['consent_wordings', 'consent_settings', 'consent_tellings', 'mail_preferences', 'confirmations', 'privacy_requests'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE', each, each || '_shop');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', each);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', each);
    EXECUTE format('CREATE POLICY "own_shop" ON %I USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()))', each);
  END LOOP;
END $$;

-- A sentence people agreed to is as little changed or lost as their agreement.
CREATE TRIGGER "consent_wordings_append_only" BEFORE UPDATE ON "consent_wordings" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "consent_wordings_keep_all" BEFORE DELETE ON "consent_wordings" FOR EACH ROW EXECUTE FUNCTION "refuse_removal"();
