-- That the owner was told of what an offer lacks; empty: not of what it lacks now.
ALTER TABLE "offers" ADD COLUMN "toldAt" TIMESTAMPTZ(3);
