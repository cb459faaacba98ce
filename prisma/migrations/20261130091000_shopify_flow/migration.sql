-- Shopify Flow is told through the same queue as programs of the merchant's.
ALTER TABLE "webhook_endpoints" ADD COLUMN "channel" TEXT NOT NULL DEFAULT 'http',
ADD COLUMN "triggers" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
ADD COLUMN "lifecycle" JSONB NOT NULL DEFAULT '{}';
CREATE UNIQUE INDEX "webhook_endpoints_one_flow" ON "webhook_endpoints"("shopId") WHERE "channel" = 'shopify-flow';

ALTER TABLE "webhook_messages" ADD COLUMN "about" JSONB, DROP CONSTRAINT "webhook_messages_about",
ADD CONSTRAINT "webhook_messages_about" CHECK (num_nonnulls("segmentId", "flowKey", "about") = 1 AND ("flowKey" IS NULL) = ("stepKey" IS NULL));

-- What happens is noted with itself, by the statement that makes it happen, and only where a workflow of the shop's begins with it. Nobody is woken here:
-- the sweep finds what waits. What is told a day late begins no workflow: what happens is in business time, when it is recorded is not.
CREATE FUNCTION "flow_triggers_of_events"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "webhook_endpoints" WHERE "channel" = 'shopify-flow') THEN RETURN NULL; END IF;
  INSERT INTO "webhook_messages" ("shopId", "endpointId", "id", "kind", "profileId", "segmentId", "about", "cause", "occurredAt", "notedAt", "dueAt")
  SELECT f."shopId", e."id", gen_random_uuid(), f."kind", f."profileId", f."segmentId", CASE WHEN f."segmentId" IS NULL THEN f."properties" END,
    COALESCE(f."properties"->>'cause', f."type"), f."occurredAt", f."recordedAt", f."recordedAt"
  FROM (SELECT n.*, (CASE WHEN n."type" IN ('segment_entered', 'segment_left') THEN n."properties"->>'segmentId' END)::uuid AS "segmentId",
      CASE n."type" WHEN 'segment_entered' THEN 'segment.entered' WHEN 'segment_left' THEN 'segment.left' WHEN 'email_clicked' THEN 'mail.clicked'
        WHEN 'consent_changed' THEN 'person.unsubscribed' END AS "kind"
    FROM fresh n WHERE n."type" IN ('segment_entered', 'segment_left', 'email_clicked') OR (n."type" = 'consent_changed'
      AND n."properties"->>'purpose' = 'marketing' AND n."properties"->>'state' = 'withdrawn')) f
  JOIN "webhook_endpoints" e ON e."shopId" = f."shopId" AND e."channel" = 'shopify-flow' AND f."kind" = ANY(e."triggers")
  WHERE f."occurredAt" > f."recordedAt" - interval '1 day' + interval '1 millisecond' * COALESCE((SELECT "offsetMs" FROM "business_clock"), 0)
  ORDER BY f."occurredAt";
  RETURN NULL;
END $$;
CREATE TRIGGER "new_events_to_flow" AFTER INSERT ON "events" REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION "flow_triggers_of_events"();

CREATE FUNCTION "flow_trigger_of_run"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "webhook_messages" ("shopId", "endpointId", "id", "kind", "profileId", "about", "cause", "occurredAt", "notedAt", "dueAt")
  SELECT NEW."shopId", e."id", NEW."id", 'flow.finished', NEW."profileId", jsonb_build_object('flowKey', NEW."flowKey"), 'flow', NEW."endedAt",
    LEAST(NEW."endedAt", clock_timestamp()), LEAST(NEW."endedAt", clock_timestamp())
  FROM "webhook_endpoints" e WHERE e."shopId" = NEW."shopId" AND e."channel" = 'shopify-flow' AND 'flow.finished' = ANY(e."triggers")
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER "finished_runs_to_flow" AFTER UPDATE ON "flow_runs" FOR EACH ROW
  WHEN (OLD."status" = 'active' AND NEW."status" = 'ended' AND NEW."outcome"->>'kind' = 'finished' AND NEW."endedAt" IS NOT NULL)
  EXECUTE FUNCTION "flow_trigger_of_run"();

CREATE FUNCTION "flow_trigger_of_request"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "webhook_messages" ("shopId", "endpointId", "id", "kind", "profileId", "about", "cause", "occurredAt", "notedAt", "dueAt")
  SELECT NEW."shopId", e."id", NEW."id", 'wish.told', a."profileId", jsonb_build_object('productId', NEW."productId", 'variantId', NEW."variantId"), 'flow',
    NEW."endedAt", LEAST(NEW."endedAt", clock_timestamp()), LEAST(NEW."endedAt", clock_timestamp())
  FROM "webhook_endpoints" e JOIN "addresses" a ON a."shopId" = NEW."shopId" AND a."id" = NEW."addressId"
  WHERE e."shopId" = NEW."shopId" AND e."channel" = 'shopify-flow' AND 'wish.told' = ANY(e."triggers")
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER "told_requests_to_flow" AFTER UPDATE ON "product_requests" FOR EACH ROW
  WHEN (OLD."state" = 'open' AND NEW."state" = 'told' AND NEW."endedAt" IS NOT NULL)
  EXECUTE FUNCTION "flow_trigger_of_request"();
