-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "inbox" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "triggeredAt" TIMESTAMPTZ(3),
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "payload" BYTEA,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "notBefore" TIMESTAMPTZ(3),
    "problem" TEXT,
    "processedAt" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "events" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "profileId" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "dedupeKey" TEXT NOT NULL,
    "properties" JSONB NOT NULL,

    CONSTRAINT "events_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "products" (
    "shopId" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "vendor" TEXT NOT NULL DEFAULT '',
    "productType" TEXT NOT NULL DEFAULT '',
    "tags" TEXT[],
    "collectionIds" TEXT[],
    "status" TEXT NOT NULL,
    "isPublished" BOOLEAN NOT NULL,
    "imageUrl" TEXT,
    "imageAlt" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "sourceUpdatedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "products_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "variants" (
    "shopId" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "productId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "sku" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "priceMinor" INTEGER NOT NULL,
    "compareAtPriceMinor" INTEGER,
    "inventoryQuantity" INTEGER,
    "isAvailable" BOOLEAN NOT NULL,

    CONSTRAINT "variants_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "carts" (
    "shopId" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "checkoutToken" TEXT,
    "checkoutUrl" TEXT,
    "profileId" UUID,
    "lines" JSONB NOT NULL,
    "currency" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "linesChangedAt" TIMESTAMPTZ(3) NOT NULL,
    "cartUpdatedAt" TIMESTAMPTZ(3),
    "completedAt" TIMESTAMPTZ(3),

    CONSTRAINT "carts_pkey" PRIMARY KEY ("shopId","token")
);

-- CreateTable
CREATE TABLE "orders" (
    "shopId" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "profileId" UUID NOT NULL,
    "cartToken" TEXT,
    "checkoutToken" TEXT,
    "currency" TEXT NOT NULL,
    "totalMinor" INTEGER NOT NULL,
    "refundedMinor" INTEGER NOT NULL DEFAULT 0,
    "isTest" BOOLEAN NOT NULL DEFAULT false,
    "placedAt" TIMESTAMPTZ(3) NOT NULL,
    "cancelledAt" TIMESTAMPTZ(3),
    "sourceUpdatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "order_lines" (
    "shopId" UUID NOT NULL,
    "orderId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "productId" TEXT,
    "variantId" TEXT,
    "title" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "priceMinor" INTEGER NOT NULL,

    CONSTRAINT "order_lines_pkey" PRIMARY KEY ("shopId","orderId","id")
);

-- CreateTable
CREATE TABLE "sync_runs" (
    "shopId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "bulkOperationId" TEXT,
    "url" TEXT,
    "bytesLoaded" BIGINT NOT NULL DEFAULT 0,
    "objectsLoaded" INTEGER NOT NULL DEFAULT 0,
    "objectsTotal" INTEGER,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "sync_runs_pkey" PRIMARY KEY ("shopId","kind")
);

-- CreateTable
CREATE TABLE "profiles" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "primaryAddressId" UUID,
    "locale" TEXT,
    "countryCode" TEXT,
    "timezone" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "profiles_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "addresses" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "profileId" UUID NOT NULL,
    "emailHash" BYTEA NOT NULL,
    "email" BYTEA NOT NULL,
    "firstName" BYTEA,
    "lastName" BYTEA,
    "salt" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "addresses_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "identities" (
    "shopId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "profileId" UUID NOT NULL,
    "evidence" TEXT NOT NULL,
    "linkedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identities_pkey" PRIMARY KEY ("shopId","kind","value")
);

-- CreateTable
CREATE TABLE "consent_entries" (
    "shopId" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "addressId" UUID NOT NULL,
    "commitment" BYTEA NOT NULL,
    "purpose" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "evidence" JSONB NOT NULL,
    "dedupeKey" TEXT NOT NULL,
    "previousHash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "consent_entries_pkey" PRIMARY KEY ("shopId","seq")
);

-- CreateTable
CREATE TABLE "consent_states" (
    "shopId" UUID NOT NULL,
    "addressId" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "entrySeq" BIGINT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_states_pkey" PRIMARY KEY ("shopId","addressId","purpose")
);

-- CreateTable
CREATE TABLE "flows" (
    "shopId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "isOn" BOOLEAN NOT NULL DEFAULT false,
    "liveVersion" INTEGER NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "flows_pkey" PRIMARY KEY ("shopId","key")
);

-- CreateTable
CREATE TABLE "flow_versions" (
    "shopId" UUID NOT NULL,
    "flowKey" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "flow_versions_pkey" PRIMARY KEY ("shopId","flowKey","version")
);

-- CreateTable
CREATE TABLE "flow_runs" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "flowKey" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "profileId" UUID NOT NULL,
    "subject" JSONB NOT NULL,
    "state" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "outcome" JSONB,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "flow_runs_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "flow_decisions" (
    "shopId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "decidedAt" TIMESTAMPTZ(3) NOT NULL,
    "evaluation" JSONB NOT NULL,

    CONSTRAINT "flow_decisions_pkey" PRIMARY KEY ("shopId","runId","seq")
);

-- CreateTable
CREATE TABLE "messages" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "sourceKind" TEXT NOT NULL,
    "sourceId" UUID NOT NULL,
    "stepKey" TEXT NOT NULL,
    "profileId" UUID NOT NULL,
    "flowKey" TEXT,
    "addressId" UUID,
    "templateKey" TEXT NOT NULL,
    "subject" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "reason" JSONB,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "plannedAt" TIMESTAMPTZ(3) NOT NULL,
    "leaseUntil" TIMESTAMPTZ(3),
    "requestedAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "providerMessageId" TEXT,
    "consentSeq" BIGINT,
    "recommendations" JSONB,
    "deliveredAt" TIMESTAMPTZ(3),
    "openedAt" TIMESTAMPTZ(3),
    "clickedAt" TIMESTAMPTZ(3),
    "bouncedAt" TIMESTAMPTZ(3),
    "complainedAt" TIMESTAMPTZ(3),

    CONSTRAINT "messages_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "send_policies" (
    "shopId" UUID NOT NULL,
    "isPaused" BOOLEAN NOT NULL DEFAULT false,
    "frequencyCapMinutes" INTEGER NOT NULL DEFAULT 960,
    "quietFromMinute" INTEGER DEFAULT 1260,
    "quietUntilMinute" INTEGER DEFAULT 480,

    CONSTRAINT "send_policies_pkey" PRIMARY KEY ("shopId")
);

-- CreateTable
CREATE TABLE "recommender_models" (
    "shopId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "isActive" BOOLEAN NOT NULL DEFAULT false,
    "trainedAt" TIMESTAMPTZ(3) NOT NULL,
    "metrics" JSONB NOT NULL,
    "index" BYTEA NOT NULL,

    CONSTRAINT "recommender_models_pkey" PRIMARY KEY ("shopId","version")
);

-- CreateTable
CREATE TABLE "senders" (
    "shopId" UUID NOT NULL,
    "fromName" TEXT NOT NULL,
    "fromEmail" TEXT NOT NULL,
    "replyTo" TEXT,
    "postalAddress" TEXT NOT NULL,
    "postmarkToken" BYTEA NOT NULL,
    "broadcastStream" TEXT NOT NULL DEFAULT 'broadcast',
    "unsubscribeMode" TEXT NOT NULL DEFAULT 'postmark',

    CONSTRAINT "senders_pkey" PRIMARY KEY ("shopId")
);

-- CreateTable
CREATE TABLE "email_templates" (
    "shopId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "email_templates_pkey" PRIMARY KEY ("shopId","key","version")
);

-- CreateTable
CREATE TABLE "message_contents" (
    "shopId" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "content" BYTEA NOT NULL,
    "renderedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_contents_pkey" PRIMARY KEY ("shopId","messageId")
);

-- CreateTable
CREATE TABLE "attributions" (
    "shopId" UUID NOT NULL,
    "orderId" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "messageId" UUID NOT NULL,
    "profileId" UUID NOT NULL,
    "touchKind" TEXT NOT NULL,
    "touchedAt" TIMESTAMPTZ(3) NOT NULL,
    "orderedAt" TIMESTAMPTZ(3) NOT NULL,
    "revenueMinor" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,

    CONSTRAINT "attributions_pkey" PRIMARY KEY ("shopId","orderId","model")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "isOnline" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMPTZ(3),
    "accessToken" TEXT NOT NULL,
    "userId" BIGINT,
    "firstName" TEXT,
    "lastName" TEXT,
    "email" TEXT,
    "accountOwner" BOOLEAN,
    "locale" TEXT,
    "collaborator" BOOLEAN,
    "emailVerified" BOOLEAN,
    "refreshToken" TEXT,
    "refreshTokenExpires" TIMESTAMPTZ(3),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shops" (
    "id" UUID NOT NULL,
    "domain" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "storefrontUrl" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL DEFAULT '',
    "currency" TEXT NOT NULL DEFAULT 'USD',
    "timezone" TEXT NOT NULL DEFAULT 'UTC',
    "locale" TEXT NOT NULL DEFAULT 'en',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "installedAt" TIMESTAMPTZ(3),
    "uninstalledAt" TIMESTAMPTZ(3),

    CONSTRAINT "shops_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shop_wakeups" (
    "shopId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "nextDueAt" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 0,
    "blockedUntil" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "shop_wakeups_pkey" PRIMARY KEY ("shopId","kind")
);

-- CreateTable
CREATE TABLE "business_clock" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "offsetMs" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "business_clock_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "inbox_shopId_source_topic_externalId_key" ON "inbox"("shopId", "source", "topic", "externalId");

-- CreateIndex
CREATE INDEX "events_shopId_profileId_occurredAt_idx" ON "events"("shopId", "profileId", "occurredAt");

-- CreateIndex
CREATE INDEX "events_shopId_type_occurredAt_idx" ON "events"("shopId", "type", "occurredAt");

-- CreateIndex
CREATE UNIQUE INDEX "events_shopId_dedupeKey_key" ON "events"("shopId", "dedupeKey");

-- CreateIndex
CREATE INDEX "products_shopId_handle_idx" ON "products"("shopId", "handle");

-- CreateIndex
CREATE INDEX "variants_shopId_productId_idx" ON "variants"("shopId", "productId");

-- CreateIndex
CREATE INDEX "carts_shopId_profileId_linesChangedAt_idx" ON "carts"("shopId", "profileId", "linesChangedAt");

-- CreateIndex
CREATE INDEX "carts_shopId_checkoutToken_idx" ON "carts"("shopId", "checkoutToken");

-- CreateIndex
CREATE INDEX "orders_shopId_profileId_placedAt_idx" ON "orders"("shopId", "profileId", "placedAt");

-- CreateIndex
CREATE INDEX "orders_shopId_placedAt_idx" ON "orders"("shopId", "placedAt");

-- CreateIndex
CREATE INDEX "addresses_shopId_profileId_idx" ON "addresses"("shopId", "profileId");

-- CreateIndex
CREATE UNIQUE INDEX "addresses_shopId_emailHash_key" ON "addresses"("shopId", "emailHash");

-- CreateIndex
CREATE INDEX "identities_shopId_profileId_idx" ON "identities"("shopId", "profileId");

-- CreateIndex
CREATE INDEX "consent_entries_shopId_addressId_purpose_idx" ON "consent_entries"("shopId", "addressId", "purpose");

-- CreateIndex
CREATE UNIQUE INDEX "consent_entries_shopId_dedupeKey_key" ON "consent_entries"("shopId", "dedupeKey");

-- CreateIndex
CREATE INDEX "flow_runs_shopId_profileId_idx" ON "flow_runs"("shopId", "profileId");

-- CreateIndex
CREATE INDEX "messages_shopId_profileId_plannedAt_idx" ON "messages"("shopId", "profileId", "plannedAt");

-- CreateIndex
CREATE INDEX "messages_shopId_addressId_sentAt_idx" ON "messages"("shopId", "addressId", "sentAt");

-- CreateIndex
CREATE UNIQUE INDEX "messages_shopId_sourceKind_sourceId_stepKey_profileId_key" ON "messages"("shopId", "sourceKind", "sourceId", "stepKey", "profileId");

-- CreateIndex
CREATE INDEX "attributions_shopId_messageId_idx" ON "attributions"("shopId", "messageId");

-- CreateIndex
CREATE INDEX "sessions_shop_idx" ON "sessions"("shop");

-- CreateIndex
CREATE UNIQUE INDEX "shops_domain_key" ON "shops"("domain");

-- CreateIndex
CREATE INDEX "shop_wakeups_kind_nextDueAt_idx" ON "shop_wakeups"("kind", "nextDueAt");

-- AddForeignKey
ALTER TABLE "variants" ADD CONSTRAINT "variants_shopId_productId_fkey" FOREIGN KEY ("shopId", "productId") REFERENCES "products"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_shopId_orderId_fkey" FOREIGN KEY ("shopId", "orderId") REFERENCES "orders"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "addresses" ADD CONSTRAINT "addresses_shopId_profileId_fkey" FOREIGN KEY ("shopId", "profileId") REFERENCES "profiles"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identities" ADD CONSTRAINT "identities_shopId_profileId_fkey" FOREIGN KEY ("shopId", "profileId") REFERENCES "profiles"("shopId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow_versions" ADD CONSTRAINT "flow_versions_shopId_flowKey_fkey" FOREIGN KEY ("shopId", "flowKey") REFERENCES "flows"("shopId", "key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow_runs" ADD CONSTRAINT "flow_runs_shopId_flowKey_version_fkey" FOREIGN KEY ("shopId", "flowKey", "version") REFERENCES "flow_versions"("shopId", "flowKey", "version") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flow_decisions" ADD CONSTRAINT "flow_decisions_shopId_runId_fkey" FOREIGN KEY ("shopId", "runId") REFERENCES "flow_runs"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shop_wakeups" ADD CONSTRAINT "shop_wakeups_shopId_fkey" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma's schema language cannot say.

-- Claims look only at what waits.
CREATE INDEX "inbox_pending" ON "inbox" ("shopId", "receivedAt") WHERE "state" = 'pending';
CREATE INDEX "flow_runs_due" ON "flow_runs" ("shopId", "dueAt") WHERE "status" = 'active';
CREATE INDEX "messages_due" ON "messages" ("shopId", "dueAt") WHERE "state" = 'planned';
CREATE INDEX "messages_in_flight" ON "messages" ("shopId", "state") WHERE "state" IN ('claimed', 'requested', 'unknown');
-- One active run per person and flow, whoever starts it.
CREATE UNIQUE INDEX "flow_runs_one_active" ON "flow_runs" ("shopId", "flowKey", "profileId") WHERE "status" = 'active';
CREATE UNIQUE INDEX "recommender_models_one_active" ON "recommender_models" ("shopId") WHERE "isActive";

INSERT INTO "business_clock" ("id", "offsetMs") VALUES (1, 0);

-- The tenants' wall: every table with a "shopId" but the wake-ups. The shop is the session's setting app.shop_id; without one nothing is seen.
CREATE FUNCTION "current_shop_id"() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.shop_id', true), '')::uuid $$;

DO $$
DECLARE tenant_table text;
BEGIN
  FOR tenant_table IN
    SELECT c.table_name FROM information_schema.columns c
    WHERE c.table_schema = current_schema() AND c.column_name = 'shopId' AND c.table_name <> 'shop_wakeups'
  LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE', tenant_table, tenant_table || '_shop');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    IF tenant_table <> 'inbox' THEN
      EXECUTE format('CREATE POLICY "own_shop" ON %I USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()))', tenant_table);
    END IF;
  END LOOP;
END $$;

-- The inbox takes a row for any shop without knowing the tenant, so that a webhook is durable before anything else happens;
-- reading, changing and deleting stand behind the wall like everything else.
CREATE POLICY "anyone_inserts" ON "inbox" FOR INSERT WITH CHECK (true);
CREATE POLICY "own_shop_reads" ON "inbox" FOR SELECT USING ("shopId" = (SELECT current_shop_id()));
CREATE POLICY "own_shop_changes" ON "inbox" FOR UPDATE USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));
CREATE POLICY "own_shop_deletes" ON "inbox" FOR DELETE USING ("shopId" = (SELECT current_shop_id()));

-- The consent ledger is append-only for everyone: erasure empties the vault, never the chain.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the consent ledger is append-only'; END $$;
CREATE TRIGGER "consent_entries_append_only" BEFORE UPDATE ON "consent_entries" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
