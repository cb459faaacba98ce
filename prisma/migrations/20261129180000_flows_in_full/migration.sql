-- Flows in full: triggers by choice of events and by days, who may come again, and what is done besides mails.
ALTER TABLE "flow_versions" ADD COLUMN "stirredBy" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- What there is until now: the one flow that every shop began with.
UPDATE "flow_versions" SET
  "stirredBy" = ARRAY['cart_updated', 'checkout_updated', 'consent_changed', 'order_placed'],
  "definition" = ("definition" #- '{trigger,againAfterMinutes}') || jsonb_build_object(
    'again', jsonb_build_object('afterMinutes', "definition"->'trigger'->'againAfterMinutes'),
    'meanwhile', 'follow',
    'priority', 70,
    'trigger', jsonb_build_object(
      'kind', 'event',
      'when', "definition"->'trigger'->'when',
      'events', (SELECT jsonb_agg(jsonb_build_object('event', e.type)) FROM jsonb_array_elements("definition"->'trigger'->'events') AS e(type))))
WHERE "definition"->'trigger'->>'kind' = 'trigger';

CREATE TABLE "flow_actions" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "stepKey" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "action" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "why" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "tryAt" TIMESTAMPTZ(3),
    "doneAt" TIMESTAMPTZ(3),

    CONSTRAINT "flow_actions_pkey" PRIMARY KEY ("shopId","id")
);
CREATE UNIQUE INDEX "flow_actions_shopId_runId_stepKey_key" ON "flow_actions"("shopId", "runId", "stepKey");
CREATE INDEX "flow_actions_waiting" ON "flow_actions" ("shopId", "createdAt") WHERE "state" = 'waiting';
ALTER TABLE "flow_actions" ADD CONSTRAINT "flow_actions_shopId_runId_fkey" FOREIGN KEY ("shopId", "runId") REFERENCES "flow_runs"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "flow_days" (
    "shopId" UUID NOT NULL,
    "flowKey" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "begun" INTEGER NOT NULL,

    CONSTRAINT "flow_days_pkey" PRIMARY KEY ("shopId","flowKey","day")
);
ALTER TABLE "flow_days" ADD CONSTRAINT "flow_days_shopId_flowKey_fkey" FOREIGN KEY ("shopId", "flowKey") REFERENCES "flows"("shopId", "key") ON DELETE CASCADE ON UPDATE CASCADE;

-- Who ended when, in a flow that one may enter again after a while.
CREATE INDEX "flow_runs_ended" ON "flow_runs" ("shopId", "profileId", "flowKey", "endedAt") WHERE "endedAt" IS NOT NULL;

DO $$
DECLARE own_table TEXT;
BEGIN
  FOREACH own_table IN ARRAY ARRAY['flow_actions', 'flow_days'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE', own_table, own_table || '_shop');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', own_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', own_table);
    EXECUTE format('CREATE POLICY "own_shop" ON %I USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()))', own_table);
  END LOOP;
END $$;
