-- That somebody put away the list of what is to be done at first; empty: it stands on the home page until all of it is done.
ALTER TABLE "shops" ADD COLUMN "setupPutAwayAt" TIMESTAMPTZ(3);
