-- What a shop's forms on its storefront say and when its pop-up opens; absent: nothing was set, and the theme shows no form.
CREATE TABLE "storefront_forms" (
    "shopId" UUID NOT NULL,
    "settings" JSONB NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "toldAt" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "storefront_forms_pkey" PRIMARY KEY ("shopId"),
    CONSTRAINT "storefront_forms_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE
);
ALTER TABLE "storefront_forms" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "storefront_forms" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "storefront_forms" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));

-- How often each form was seen, by day; of nobody.
CREATE TABLE "storefront_form_views" (
    "shopId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "place" TEXT NOT NULL,
    "seen" INTEGER NOT NULL,

    CONSTRAINT "storefront_form_views_pkey" PRIMARY KEY ("shopId", "day", "place"),
    CONSTRAINT "storefront_form_views_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE
);
ALTER TABLE "storefront_form_views" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "storefront_form_views" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "storefront_form_views" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));
