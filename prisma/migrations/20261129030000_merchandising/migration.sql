-- What a merchant wants of recommendations beyond what people want: products put first, raised, lowered or left out.
CREATE TABLE "recommendation_rules" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "effect" TEXT NOT NULL,
    "strength" INTEGER NOT NULL DEFAULT 2,
    "subject" JSONB NOT NULL,
    "startsAt" TIMESTAMPTZ(3),
    "endsAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "recommendation_rules_pkey" PRIMARY KEY ("shopId","id"),
    CONSTRAINT "recommendation_rules_effect" CHECK ("effect" IN ('pin', 'boost', 'bury', 'exclude'))
);

-- How a shop's recommender is let to work; no row: as it is by default.
CREATE TABLE "recommender_policies" (
    "shopId" UUID NOT NULL,
    "isHeld" BOOLEAN NOT NULL DEFAULT false,
    "marginPercent" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "recommender_policies_pkey" PRIMARY KEY ("shopId")
);

-- Why a version serves, or does not: written when it is trained.
ALTER TABLE "recommender_models" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'full';
ALTER TABLE "recommender_models" ADD COLUMN "verdict" JSONB;

-- How often what was recommended was seen, clicked and bought, by where, by what, and at which place; counts alone, of nobody.
CREATE TABLE "recommendation_feedback" (
    "shopId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "surface" TEXT NOT NULL,
    "strategy" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "shown" INTEGER NOT NULL DEFAULT 0,
    "clicked" INTEGER NOT NULL DEFAULT 0,
    "bought" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "recommendation_feedback_pkey" PRIMARY KEY ("shopId","day","surface","strategy","place"),
    CONSTRAINT "recommendation_feedback_surface" CHECK ("surface" IN ('email', 'storefront', 'api'))
);

DO $$
DECLARE each TEXT;
BEGIN
  FOREACH each IN ARRAY ARRAY['recommendation_rules', 'recommender_policies', 'recommendation_feedback'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE', each, each || '_shop');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', each);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', each);
    EXECUTE format('CREATE POLICY "own_shop" ON %I USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()))', each);
  END LOOP;
END $$;
