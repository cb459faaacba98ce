-- Whose mailbox a mail went to, of a few providers and the rest; whether it came back for good; and when its reader took their consent back after it.
ALTER TABLE "messages" ADD COLUMN "mailbox" TEXT;
ALTER TABLE "messages" ADD COLUMN "bounce" TEXT;
ALTER TABLE "messages" ADD COLUMN "unsubscribedAt" TIMESTAMPTZ(3);
ALTER TABLE "messages" ADD CONSTRAINT "messages_bounce" CHECK ("bounce" IN ('hard', 'soft'));

-- What is here already is written by the owner, whom the wall holds as well while it is forced.
ALTER TABLE "messages" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "events" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "consent_states" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "consent_entries" NO FORCE ROW LEVEL SECURITY;
UPDATE "messages" m SET "bounce" = CASE WHEN EXISTS (
    SELECT FROM "events" e WHERE e."shopId" = m."shopId" AND e."profileId" = m."profileId" AND e."type" = 'email_bounced'
      AND e."properties" ->> 'messageId' = m."id"::text AND e."properties" ->> 'bounceType' IN ('SoftBounce', 'Transient', 'DnsError', 'Blocked'))
  THEN 'soft' ELSE 'hard' END
WHERE m."bouncedAt" IS NOT NULL;

-- The newest mail of the seven days before somebody said no.
UPDATE "messages" m SET "unsubscribedAt" = last."since" FROM (
  SELECT DISTINCT ON (c."shopId", c."addressId") c."shopId", o."id", c."since"
  FROM "consent_states" c
  JOIN "consent_entries" e ON e."shopId" = c."shopId" AND e."seq" = c."entrySeq" AND e."source" NOT IN ('bounce', 'complaint')
  JOIN "messages" o ON o."shopId" = c."shopId" AND o."addressId" = c."addressId" AND o."state" = 'accepted' AND o."sourceKind" <> 'confirmation'
    AND o."sentAt" <= c."since" AND o."sentAt" > c."since" - interval '7 days'
  WHERE c."purpose" = 'marketing' AND c."state" = 'withdrawn'
  ORDER BY c."shopId", c."addressId", o."sentAt" DESC) last
WHERE m."shopId" = last."shopId" AND m."id" = last."id";

-- The day of an instant by a shop's own calendar; by UTC where its zone is none that is known here.
CREATE FUNCTION "shop_day"("at" TIMESTAMPTZ, "zone" TEXT) RETURNS DATE LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN ("at" AT TIME ZONE "zone")::date;
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN ("at" AT TIME ZONE 'UTC')::date;
END $$;

-- What became of mails by the day they left, mailbox and source: of nobody. Rows are added by whoever changes a message, in the same transaction and without
-- waiting for anybody; a figure is the sum of its rows. What was added is made one row again by the way.
CREATE TABLE "mail_counts" (
    "shopId" UUID NOT NULL,
    "seq" BIGINT GENERATED ALWAYS AS IDENTITY,
    "day" DATE NOT NULL,
    "mailbox" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "sent" INTEGER NOT NULL,
    "delivered" INTEGER NOT NULL,
    "hardBounced" INTEGER NOT NULL,
    "softBounced" INTEGER NOT NULL,
    "complained" INTEGER NOT NULL,
    "unsubscribed" INTEGER NOT NULL,
    "opened" INTEGER NOT NULL,
    "clicked" INTEGER NOT NULL,
    "isFresh" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "mail_counts_pkey" PRIMARY KEY ("shopId","seq"),
    CONSTRAINT "mail_counts_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE
);
CREATE INDEX "mail_counts_shopId_day_idx" ON "mail_counts"("shopId", "day");
CREATE INDEX "mail_counts_fresh" ON "mail_counts"("shopId") WHERE "isFresh";
ALTER TABLE "mail_counts" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "mail_counts" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));

-- What a message counts for as it stands: nothing until it was accepted.
CREATE FUNCTION "mail_counted"(m "messages") RETURNS TABLE (
  "day" DATE, "mailbox" TEXT, "source" TEXT, "sent" INTEGER, "delivered" INTEGER, "hardBounced" INTEGER, "softBounced" INTEGER, "complained" INTEGER,
  "unsubscribed" INTEGER, "opened" INTEGER, "clicked" INTEGER) LANGUAGE sql STABLE AS $$
  SELECT "shop_day"(m."sentAt", s."timezone"), COALESCE(m."mailbox", 'other'),
    CASE m."sourceKind" WHEN 'flow-run' THEN 'flow:' || COALESCE(m."flowKey", '') WHEN 'campaign' THEN 'campaign:' || m."sourceId" ELSE m."sourceKind" END,
    1, (m."deliveredAt" IS NOT NULL)::int, COALESCE(m."bounce" = 'hard', false)::int, COALESCE(m."bounce" = 'soft', false)::int,
    (m."complainedAt" IS NOT NULL)::int, (m."unsubscribedAt" IS NOT NULL)::int, (m."openedAt" IS NOT NULL)::int, (m."clickedAt" IS NOT NULL)::int
  FROM "shops" s WHERE s."id" = m."shopId" AND m."state" = 'accepted' AND m."sentAt" IS NOT NULL
$$;

CREATE FUNCTION "mail_counts_of_messages"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "mail_counts" ("shopId", "day", "mailbox", "source", "sent", "delivered", "hardBounced", "softBounced", "complained", "unsubscribed",
      "opened", "clicked")
    SELECT m."shopId", c."day", c."mailbox", c."source", sum(c."sent"), sum(c."delivered"), sum(c."hardBounced"), sum(c."softBounced"),
      sum(c."complained"), sum(c."unsubscribed"), sum(c."opened"), sum(c."clicked")
    FROM after_change m CROSS JOIN LATERAL "mail_counted"(m) c GROUP BY 1, 2, 3, 4;
  ELSE
    INSERT INTO "mail_counts" ("shopId", "day", "mailbox", "source", "sent", "delivered", "hardBounced", "softBounced", "complained", "unsubscribed",
      "opened", "clicked")
    SELECT * FROM (
      SELECT e."shopId", e."day", e."mailbox", e."source", sum(e."sign" * e."sent") AS "sent", sum(e."sign" * e."delivered") AS "delivered",
        sum(e."sign" * e."hardBounced") AS "hard", sum(e."sign" * e."softBounced") AS "soft", sum(e."sign" * e."complained") AS "complained",
        sum(e."sign" * e."unsubscribed") AS "unsubscribed", sum(e."sign" * e."opened") AS "opened", sum(e."sign" * e."clicked") AS "clicked"
      FROM (SELECT 1 AS "sign", m."shopId", c.* FROM after_change m CROSS JOIN LATERAL "mail_counted"(m) c
        UNION ALL SELECT -1, m."shopId", c.* FROM before_change m CROSS JOIN LATERAL "mail_counted"(m) c) e
      GROUP BY 1, 2, 3, 4) d
    WHERE (d."sent", d."delivered", d."hard", d."soft", d."complained", d."unsubscribed", d."opened", d."clicked") <> (0, 0, 0, 0, 0, 0, 0, 0);
  END IF;
  RETURN NULL;
END $$;

INSERT INTO "mail_counts" ("shopId", "day", "mailbox", "source", "sent", "delivered", "hardBounced", "softBounced", "complained", "unsubscribed",
  "opened", "clicked", "isFresh")
SELECT m."shopId", c."day", c."mailbox", c."source", sum(c."sent"), sum(c."delivered"), sum(c."hardBounced"), sum(c."softBounced"),
  sum(c."complained"), sum(c."unsubscribed"), sum(c."opened"), sum(c."clicked"), false
FROM "messages" m CROSS JOIN LATERAL "mail_counted"(m) c GROUP BY 1, 2, 3, 4;

ALTER TABLE "messages" FORCE ROW LEVEL SECURITY;
ALTER TABLE "events" FORCE ROW LEVEL SECURITY;
ALTER TABLE "consent_states" FORCE ROW LEVEL SECURITY;
ALTER TABLE "consent_entries" FORCE ROW LEVEL SECURITY;
ALTER TABLE "mail_counts" FORCE ROW LEVEL SECURITY;

CREATE TRIGGER "new_messages_to_counts" AFTER INSERT ON "messages" REFERENCING NEW TABLE AS after_change
  FOR EACH STATEMENT EXECUTE FUNCTION "mail_counts_of_messages"();
CREATE TRIGGER "changed_messages_to_counts" AFTER UPDATE ON "messages" REFERENCING OLD TABLE AS before_change NEW TABLE AS after_change
  FOR EACH STATEMENT EXECUTE FUNCTION "mail_counts_of_messages"();

-- Days of flows are the shop's own from now on; those that were counted by UTC stay where they are.
COMMENT ON TABLE "flow_counts" IS 'By the day of the shop''s own calendar; until 30 November 2026 by UTC';
