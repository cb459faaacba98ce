-- Marketing mail that stopped by itself, as too much of it came back or was complained of; and from when on mails count for that.
CREATE TABLE "sending_stops" (
    "shopId" UUID NOT NULL,
    "stoppedAt" TIMESTAMPTZ(3),
    "why" TEXT,
    "sent" INTEGER NOT NULL DEFAULT 0,
    "bounced" INTEGER NOT NULL DEFAULT 0,
    "complained" INTEGER NOT NULL DEFAULT 0,
    "toldAt" TIMESTAMPTZ(3),
    "countsFrom" TIMESTAMPTZ(3),

    CONSTRAINT "sending_stops_pkey" PRIMARY KEY ("shopId"),
    CONSTRAINT "sending_stops_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE
);
ALTER TABLE "sending_stops" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "sending_stops" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "sending_stops" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));

-- A shop's newest mails, whoever they went to.
CREATE INDEX "messages_sent" ON "messages" ("shopId", "sentAt") WHERE "sentAt" IS NOT NULL;
