-- Every time that a mail's pictures were loaded or a link of it was asked for, by whomever. Rows are added and never changed but for when they are looked
-- at next; who it was is said beside them, anew where later signals say otherwise.
CREATE TABLE "mail_signals" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "messageId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "dedupeKey" TEXT NOT NULL,
    "link" INTEGER,
    "links" INTEGER,
    "url" TEXT,
    "isHead" BOOLEAN NOT NULL DEFAULT false,
    "agent" TEXT NOT NULL,
    "isDataCentre" BOOLEAN NOT NULL DEFAULT false,
    "judgeAt" TIMESTAMPTZ(3),

    CONSTRAINT "mail_signals_pkey" PRIMARY KEY ("shopId","id"),
    CONSTRAINT "mail_signals_kind" CHECK ("kind" IN ('open', 'click')),
    CONSTRAINT "mail_signals_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE,
    CONSTRAINT "mail_signals_message" FOREIGN KEY ("shopId", "messageId") REFERENCES "messages"("shopId", "id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "mail_signals_shopId_dedupeKey_key" ON "mail_signals"("shopId", "dedupeKey");
CREATE INDEX "mail_signals_shopId_messageId_idx" ON "mail_signals"("shopId", "messageId");
CREATE INDEX "mail_signals_shopId_occurredAt_idx" ON "mail_signals"("shopId", "occurredAt");
CREATE INDEX "mail_signals_due" ON "mail_signals"("shopId", "judgeAt") WHERE "judgeAt" IS NOT NULL;

-- Who a signal was held to be of, from the first time that was said; the newest counts.
CREATE TABLE "mail_verdicts" (
    "shopId" UUID NOT NULL,
    "signalId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    "why" JSONB NOT NULL,
    "judgedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_verdicts_pkey" PRIMARY KEY ("shopId","signalId","seq"),
    CONSTRAINT "mail_verdicts_by" CHECK ("by" IN ('person', 'machine', 'unsure')),
    CONSTRAINT "mail_verdicts_signal" FOREIGN KEY ("shopId", "signalId") REFERENCES "mail_signals"("shopId", "id") ON DELETE CASCADE
);

DO $$
DECLARE "name" TEXT;
BEGIN
  FOREACH "name" IN ARRAY ARRAY['mail_signals', 'mail_verdicts'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', "name");
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', "name");
    EXECUTE format('CREATE POLICY "own_shop" ON %I USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()))', "name");
  END LOOP;
END $$;
