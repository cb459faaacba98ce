-- A flow as it is being changed, before it is published; and flows that are out of use.
ALTER TABLE "flows" ADD COLUMN "draft" JSONB,
ADD COLUMN "draftRevision" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "draftedAt" TIMESTAMPTZ(3),
ADD COLUMN "archivedAt" TIMESTAMPTZ(3);
