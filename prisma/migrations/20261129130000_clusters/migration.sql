-- Groups that a shop's people fall into, as they were found: each look, its groups, and who is in them.
CREATE TABLE "cluster_runs" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "ranAt" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "people" INTEGER NOT NULL,
    "countries" TEXT[],
    "chosen" TEXT,
    "figures" JSONB NOT NULL,
    "scatter" JSONB,

    CONSTRAINT "cluster_runs_pkey" PRIMARY KEY ("shopId","id"),
    CONSTRAINT "cluster_runs_outcome" CHECK ("outcome" IN ('found', 'too-few'))
);
CREATE INDEX "cluster_runs_shopId_ranAt_idx" ON "cluster_runs"("shopId", "ranAt");

CREATE TABLE "clusters" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "algorithm" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "traits" JSONB NOT NULL,
    "size" INTEGER NOT NULL,
    "centre" JSONB NOT NULL,
    "rule" JSONB,
    "fidelity" JSONB,
    "foundAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "clusters_pkey" PRIMARY KEY ("shopId","id"),
    CONSTRAINT "clusters_algorithm" CHECK ("algorithm" IN ('k-means', 'density', 'merging')),
    CONSTRAINT "clusters_shopId_runId_fkey" FOREIGN KEY ("shopId", "runId") REFERENCES "cluster_runs"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "clusters_shopId_runId_idx" ON "clusters"("shopId", "runId");

CREATE TABLE "cluster_members" (
    "shopId" UUID NOT NULL,
    "clusterId" UUID NOT NULL,
    "profileId" UUID NOT NULL,

    CONSTRAINT "cluster_members_pkey" PRIMARY KEY ("shopId","clusterId","profileId"),
    CONSTRAINT "cluster_members_shopId_clusterId_fkey" FOREIGN KEY ("shopId", "clusterId") REFERENCES "clusters"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE,
    -- A visitor who is let go of is in nothing any more.
    CONSTRAINT "cluster_members_profile" FOREIGN KEY ("shopId", "profileId") REFERENCES "profiles"("shopId", "id") ON DELETE CASCADE
);
CREATE INDEX "cluster_members_shopId_profileId_idx" ON "cluster_members"("shopId", "profileId");

DO $$
DECLARE own_table TEXT;
BEGIN
  FOREACH own_table IN ARRAY ARRAY['cluster_runs', 'clusters', 'cluster_members'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE', own_table, own_table || '_shop');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', own_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', own_table);
    EXECUTE format('CREATE POLICY "own_shop" ON %I USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()))', own_table);
  END LOOP;
END $$;
